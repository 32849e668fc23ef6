package suggest

import (
	"strings"

	"parley/internal/fold"
)

var months = numbered(`
	january jan січня січні январь января январе
	february feb лютого лютому февраль февраля феврале
	march mar березня березні март марта марте
	april apr квітня квітні апрель апреля апреле
	may травня травні май мая мае
	june jun червня червні июнь июня июне
	july jul липня липні июль июля июле
	august aug серпня серпні август августа августе
	september sep sept вересня вересні сентябрь сентября сентябре
	october oct жовтня жовтні октябрь октября октябре
	november nov листопада листопаді ноябрь ноября ноябре
	december dec грудня грудні декабрь декабря декабре`)

var weekdays = numbered(`
	monday mon понеділок понедельник
	tuesday tue tues вівторок вторник
	wednesday wed середу среду
	thursday thu thur thurs четвер четверг
	friday fri п'ятницю пятницу
	saturday sat суботу субботу
	sunday sun неділю воскресенье`)

// numbered gives the words of each line its number, from 1.
func numbered(table string) map[string]int {
	m := map[string]int{}
	for n, line := range strings.Split(strings.TrimSpace(table), "\n") {
		for _, w := range strings.Fields(line) {
			m[fold.Text(w)] = n + 1
		}
	}
	return m
}

var (
	dayTimes   = setOf(`morning afternoon evening night`)
	yearWords  = setOf(`року рік року року года году г р`)
	agoWords   = setOf(`ago earlier тому назад`)
	monthLeads = setOf(`in last this next since early late mid until by during у в с з до к`)
	yearLeads  = setOf(`in since by until from during of у в с з до к`)
	counts     = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
		"eight": 8, "nine": 9, "ten": 10, "два": 2, "дві": 2, "две": 2, "три": 3, "чотири": 4, "четыре": 4, "пять": 5, "п'ять": 5}
)

var units = map[string]string{}

func init() {
	for unit, words := range map[string]string{
		"day": "day days день дні днів дня дней", "week": "week weeks тиждень тижні тижнів неделя недели недель",
		"month": "month months місяць місяці місяців месяц месяца месяцев", "year": "year years рік роки років год года лет",
	} {
		for _, w := range strings.Fields(words) {
			units[fold.Text(w)] = unit
		}
	}
}

// phrase is a set expression for a date.
type phrase struct {
	words []string
	dateParts
}

// relativeDates are the set expressions by their first word, longest first.
var relativeDates = phrasesOf([]struct {
	dateParts
	written string
}{
	{dateParts{unit: "day"}, "today tonight this_morning this_afternoon this_evening сьогодні сегодня"},
	{dateParts{unit: "day", count: -1}, "yesterday last_night вчора учора вчера"},
	{dateParts{unit: "day", count: 1, future: true}, "tomorrow завтра"},
	{dateParts{unit: "week", half: "earlier"}, "earlier_this_week"},
	{dateParts{unit: "week", half: "later", future: true}, "later_this_week"},
	{dateParts{unit: "week"}, "this_week цього_тижня на_этой_неделе"},
	{dateParts{unit: "week", count: -1}, "last_week минулого_тижня на_прошлой_неделе"},
	{dateParts{unit: "week", count: 1, future: true}, "next_week наступного_тижня на_следующей_неделе"},
	{dateParts{unit: "month", half: "earlier"}, "earlier_this_month"},
	{dateParts{unit: "month", half: "later", future: true}, "later_this_month"},
	{dateParts{unit: "month"}, "this_month цього_місяця в_этом_месяце"},
	{dateParts{unit: "month", count: -1}, "last_month минулого_місяця в_прошлом_месяце"},
	{dateParts{unit: "month", count: 1, future: true}, "next_month наступного_місяця в_следующем_месяце"},
	{dateParts{unit: "year", half: "earlier"}, "earlier_this_year"},
	{dateParts{unit: "year", half: "later", future: true}, "later_this_year"},
	{dateParts{unit: "year"}, "this_year цього_року в_этом_году"},
	{dateParts{unit: "year", count: -1}, "last_year минулого_року в_прошлом_году"},
	{dateParts{unit: "year", count: 1, future: true}, "next_year наступного_року в_следующем_году"},
})

func phrasesOf(table []struct {
	dateParts
	written string
}) map[string][]phrase {
	m := map[string][]phrase{}
	for _, row := range table {
		for _, written := range strings.Fields(row.written) {
			words := strings.Split(fold.Text(written), "_")
			m[words[0]] = append(m[words[0]], phrase{words, row.dateParts})
		}
	}
	return m
}
