package ledger

import "fmt"

// The texts in which a resource is found, the one that names it first.

// SearchTexts of a party are its names and what it is.
func (v *Party) SearchTexts() []SearchText {
	list := texts("/name", &v.Name)
	for i := range v.Aliases {
		list = append(list, SearchText{fmt.Sprintf("/aliases/%d/name", i), v.Aliases[i].Name})
	}
	return append(list, texts("/description", v.Description)...)
}

// SearchTexts of an issue are its question and what is said of it.
func (v *Issue) SearchTexts() []SearchText {
	list := texts("/question", &v.Question, "/description", v.Description)
	if v.Scale != nil {
		list = append(list, texts("/scale/low", &v.Scale.Low, "/scale/high", &v.Scale.High)...)
	}
	return append(list, texts("/status_quo", v.StatusQuo, "/outcome", v.Outcome)...)
}

// SearchTexts of a position are its summary, conditions and note.
func (v *Position) SearchTexts() []SearchText {
	list := texts("/summary", &v.Summary)
	for i := range v.Conditions {
		list = append(list, SearchText{fmt.Sprintf("/conditions/%d/text", i), v.Conditions[i].Text})
	}
	return append(list, texts("/note", v.Note)...)
}

// SearchTexts of a passage are the words it was made with and its note.
func (v *Passage) SearchTexts() []SearchText { return texts("/exact", &v.Exact, "/note", v.Note) }

// PointerOfText is where an article's newest text is said to stand.
const PointerOfText = "/text"

// SearchTexts of an article are its title, byline and newest text, which is not
// part of it and is given, or nil.
func (v *Article) SearchTexts(text *string) []SearchText {
	return texts("/title", v.Title, "/byline", v.Byline, PointerOfText, text)
}

// texts takes pairs of a pointer and a text, and leaves out those without one.
func texts(pairs ...any) []SearchText {
	var list []SearchText
	for i := 0; i < len(pairs); i += 2 {
		if text := pairs[i+1].(*string); text != nil {
			list = append(list, SearchText{pairs[i].(string), *text})
		}
	}
	return list
}
