package suggest

// The words by which the grammar of subject.go and source.go finds its way. All
// are compared folded.
var (
	// nouns are forms of cues that are nouns as well.
	nouns = setOf(`claim claims report reports demand demands offer offers call calls note notes state states stress stresses
		hint hints signal signals reply replies comment promise promises vow vows pledge pledges backs write warning warnings
		saying telling calling writing reporting seeking warning signals backed posted charges`)
	adverbs = setOf(`also later then again now still earlier repeatedly once already just meanwhile separately specifically
		further even too instead however therefore thus never both jointly all often always today yesterday first last
		himself herself itself themselves early late soon simply only rather
		також раніше тоді знову вже ще потім пізніше теж также ранее тогда снова уже еще потом позднее позже тоже`)
	auxiliaries = setOf(`has have had is are was were be been being will would could should may might must can did does do
		having not didn't doesn't don't hasn't haven't hadn't won't wouldn't can't couldn't cannot isn't aren't wasn't weren't
		був була були было была были был не`)
	beForms   = setOf(`is are was were be been being isn't aren't wasn't weren't`)
	negations = setOf(`not never didn't doesn't don't hasn't haven't hadn't won't wouldn't can't couldn't cannot isn't aren't не`)
	doubtful  = setOf(`may might could should must can cannot can't couldn't`)

	// subordinators begin a clause, so that no noun phrase reaches across one.
	subordinators = setOf(`that which whom whose what if when while where whether because although though as after before since
		until till unless than once so how whereas як как but or nor yet hence
		що який яка які яке якщо коли де хоча бо але або чи щоб что который которая которые если когда где хотя но или чтобы а`)
	relatives    = setOf(`who`)
	hypothetical = setOf(`if unless whether once when until should якщо коли чи если когда ли`)
	objectClause = setOf(`that which what whom whose who який яка які яке що который которая которые которое что`)
	conjunctions = setOf(`and та й і и`)
	concessions  = setOf(`although though while whereas after because хоча хотя`)
	clauseJoins  = setOf(`and but or while whereas although though та але а и но`)

	prepositions = setOf(`of in on at from with without for to by about near into over under during after before against
		between among through via within across close familiar briefed involved present privy speaking working
		у в во на із з зі від до для про при під за по о об от из с со к ко об`)
	determiners = setOf(`the a an this that these those his her its their our your my some several many two three four
		other another one any each every no`)

	// things are no sources, though verbs of saying go with them: "the move signals".
	things = setOf(`evidence data theme figures results polls poll survey surveys move moves step steps decision action actions
		incident attack attacks visit meeting talks event events announcement trend history experience silence`)
	nobody   = setOf(`nobody none nothing noone neither`)
	pronouns = setOf(`he she they it who він вона вони воно он она они оно`)

	// hearers follow "told" and are no part of what was told.
	hearers = setOf(`reporters journalists media press parliament lawmakers senators deputies delegates audience
		журналістам репортерам журналистам репортерам`)

	anonymous = setOf(`people person persons source sources insider insiders official officials diplomat diplomats aide aides
		adviser advisers advisor advisors someone participant participants
		джерело джерела джерел чиновник чиновники чиновників дипломат дипломати посадовець посадовці співрозмовник співрозмовники
		источник источники источников чиновники дипломаты собеседник собеседники`)
	outlets = setOf(`report reports publication newspaper paper agency outlet broadcaster channel magazine website portal media press radio
		television station wire видання агентство газета телеканал издание издания агентства`)
	documents = setOf(`statement communique communiqué declaration document memorandum readout release decree text draft letter
		заява комюніке декларація документ заявление коммюнике декларация`)
	spokespersons = setOf(`spokesman spokeswoman spokesperson spokespeople речник речниця пресс-секретарь`)
	institutions  = setOf(`ministry government presidency office parliament army military command embassy delegation
		administration cabinet council department authorities side leadership foreign defence defense chancellery staff`)

	// issued follows "in a" where a party speaks by a text of its own.
	issued = setOf(`statement communique communiqué declaration readout release decree letter memorandum note
		заяві заяве комюніке коммюнике декларації декларации листі письме`)

	// particles join the parts of a name.
	particles = setOf(`van von der den de del della di da dos al el bin ibn ben`)

	// future announces what has not happened yet.
	future = setOf(`will would shall due set plans planned expected scheduled going begin begins next coming upcoming
		буде будуть планує має будет будут планирует должен`)
)
