package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/internal/canonical"
)

// ArticleName names an article in a fault; URL is where to read it.
type ArticleName struct {
	ID        uuid.UUID `json:"id"`
	Slug      *string   `json:"slug"`
	Name      string    `json:"name"`
	URL       string    `json:"url"`
	Publisher *string   `json:"publisher"`
	Published *string   `json:"published"`
}

// Addresses are the keys by which an article is found under whichever form of its
// addresses (package canonical); empty where there is none.
func (v *ArticleFields) Addresses() (url, canonicalURL string) {
	return AddressKey(deref(v.URL)), AddressKey(deref(v.CanonicalURL))
}

// longestKey is in bytes. Escaped, an address can be three times as long as it was
// given, which is more than the index of PostgreSQL takes.
const longestKey = 1024

// AddressKey is what tells the document of an address from others; empty where it
// names none. Of long keys a hash stands for the end.
func AddressKey(address string) string {
	key := canonical.Key(address)
	if len(key) <= longestKey {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return key[:longestKey-2*len(sum)] + hex.EncodeToString(sum[:])
}

// keys are the addresses there are, each once.
func (v *ArticleFields) keys() []string {
	url, canonicalURL := v.Addresses()
	list := slices.DeleteFunc([]string{url, canonicalURL}, func(key string) bool { return key == "" })
	return slices.Compact(list)
}

// mostDuplicates bounds how many articles one refusal names. There are several
// only where they were recorded before addresses were compared.
const mostDuplicates = 5

// duplicates lists the articles in force, but this one, that have one of the keys.
func (w *Writer) duplicates(v *Article, keys []string) ([]Article, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	list, err := w.tables.Articles().List(w.ctx, ArticleFilter{Addresses: keys}, Page{Limit: mostDuplicates + 1, Sort: SortRecorded, Retracted: RetractedExclude})
	list = slices.DeleteFunc(list, func(other Article) bool { return other.ID == v.ID })
	return list[:min(len(list), mostDuplicates)], err
}

// checkAddresses refuses an address that another article in force has. What an
// article has already it may keep.
func checkAddresses(w *Writer, v *Article, f *faults) error {
	keys := v.keys()
	if f.was != nil {
		var before ArticleFields
		if err := json.Unmarshal(f.was, &before); err != nil {
			return err
		}
		had := before.keys()
		keys = slices.DeleteFunc(keys, func(key string) bool { return slices.Contains(had, key) })
	}
	found, err := w.duplicates(v, keys)
	if err != nil || len(found) == 0 {
		return err
	}
	return duplicate(v, found)
}

// duplicate names the articles that have an address already.
func duplicate(v *Article, found []Article) error {
	e := &Error{Kind: KindConflict, Detail: "an article with this address is stored already; correct the address, or send a new text of the article with on_duplicate=revision"}
	for _, other := range found {
		name := named(other)
		e.Faults = append(e.Faults, Fault{Pointer: sharedAddress(v, &other), Code: codeDuplicate, Existing: &name,
			Detail: fmt.Sprintf("the article %s has this address already: %s", cmp.Or(deref(name.Slug), name.ID.String()), name.Name)})
	}
	return e
}

const codeDuplicate = "duplicate"

// sharedAddress points to the address that the other article has too.
func sharedAddress(v, other *Article) string {
	if key, _ := v.Addresses(); key != "" && slices.Contains(other.keys(), key) {
		return "/url"
	}
	return "/canonical_url"
}

func named(a Article) ArticleName {
	name := ArticleName{ID: a.ID, Slug: a.Slug, Publisher: a.Publisher, URL: "/v1/articles/" + a.ID.String()}
	for _, text := range []*string{a.Title, a.URL, a.CanonicalURL, &name.URL} {
		if name.Name == "" {
			name.Name = deref(text)
		}
	}
	if a.Published != nil {
		day := a.Published.String()
		name.Published = &day
	}
	return name
}

// CreateOrRevise records an article or, where one with its address is in force
// already, adds its text to that one as a revision; what is said of the article is
// then left aside. It tells the number of the revision that came of it, 0 for none.
func (w *Writer) CreateOrRevise(in ArticleInput) (v Article, revision int64, isNew bool, err error) {
	v.ArticleFields = in.ArticleFields
	v.fillIn(in.Found)
	found, err := w.duplicates(&v, v.keys())
	switch {
	case err != nil:
		return v, 0, false, err
	case len(found) == 0:
		v, err = w.CreateArticle(in)
		return v, v.LatestRevision, true, err
	case len(found) > 1:
		return v, 0, false, duplicate(&v, found)
	case in.Text == nil:
		return v, 0, false, Invalid("/text", "required", "the article %s has this address already, and there is no text to revise it by", found[0].ID)
	}
	r, isNew, err := w.CreateRevision(found[0].ID.String(), RevisionFields{Text: *in.Text, Original: in.Original})
	if err != nil || !isNew {
		return found[0], 0, false, err
	}
	v, err = w.Article(r.Article.String())
	return v, r.Revision, false, err
}
