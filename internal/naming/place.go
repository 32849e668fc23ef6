package naming

import "strings"

// places maps the spellings of a place that are in use for it to one of them,
// all folded. It is for names in the news of which both spellings are common.
var places = placesOf(`
	kyiv kiev kyyiv kiew
	kharkiv kharkov charkiw
	lviv lvov lwow lemberg
	odesa odessa
	dnipro dnepr dnieper
	chernihiv chernigov
	mykolaiv nikolaev nikolayev
	zaporizhzhia zaporizhzhya zaporozhye zaporizhia zaporizhya zaporozhe
	luhansk lugansk
	donbas donbass
	chornobyl chernobyl
	chisinau kishinev
	belarus belorussia byelorussia
	minsk mensk
	beijing peking
	myanmar burma
	yangon rangoon
	turkiye turkey
	eswatini swaziland
	mumbai bombay
	mosul mosoul
	hodeidah hudaydah hodeida
	sanaa sana'a`)

func placesOf(table string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}
