package ledger

import (
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/internal/anchor"
)

// restoreRevision adds a text to an article, or tells that it is here. Texts come
// before the passages of their article, which a later one would leave behind.
func (w *Writer) restoreRevision(v Revision) (bool, error) {
	a, err := w.tables.Articles().Get(w.ctx, v.Article)
	if IsKind(err, KindNotFound) {
		return false, Invalid("/article", "reference", "there is no article %q", v.Article)
	}
	if err != nil {
		return false, err
	}
	if v.Revision >= 1 && v.Revision <= a.LatestRevision {
		there, err := w.tables.Revisions().Get(w.ctx, v.Article, v.Revision)
		return false, otherThan(KindOfRevision, there, v, err)
	}
	made, err := w.newRevision(a, RevisionFields{Text: deref(v.Text), Original: v.Original})
	if err != nil {
		return false, err
	}
	if err := w.judge(func(f *faults) error { return w.checkRevision(v, made, f) }); err != nil {
		return false, err
	}
	if err := w.insertRevision(made); err != nil {
		return false, err
	}
	after := a
	after.LatestRevision = made.Revision
	_, err = save(w, articles(), ActionUpdate, a, after)
	return true, err
}

func (w *Writer) checkRevision(v, made Revision, f *faults) error {
	f.next("/revision", v.Revision, made.Revision-1)
	switch {
	case *made.Text != *v.Text:
		f.add("/text", "form", "the text is not in the form in which texts are stored: line breaks are LF, letters in NFC, and no byte order mark comes first")
	case made.SHA256 != v.SHA256:
		f.add("/sha256", "hash", "the text has the SHA-256 %s", made.SHA256)
	case made.Length != v.Length:
		f.add("/length", "length", "the text has %d code points", made.Length)
	}
	if o := v.Original; o != nil {
		f.length("/original/media_type", o.MediaType, 500)
		f.length("/original/charset", o.Charset, 500)
		f.length("/original/sha256", o.SHA256, 64)
		f.optionalText("/original/extractor", o.Extractor, 500)
		f.optionalText("/original/extractor_version", o.ExtractorVersion, 500)
	}
	there, err := w.tables.Passages().List(w.ctx, PassageFilter{Articles: []uuid.UUID{v.Article}}, Page{Limit: 1, Retracted: RetractedInclude})
	if err == nil && len(there) > 0 {
		f.add("/article", "in-use", "passages of the article are here already, and this text would leave them behind; add it with POST /v1/articles/%s/revisions", v.Article)
	}
	return err
}

func (w *Writer) restorePassage(v Passage) (bool, error) {
	k := passages()
	k.check = checkRestoredPassage
	isNew, err := restore(w, restorable[Passage, PassageFilter]{kind: k}, v)
	if err != nil || !isNew {
		return isNew, err
	}
	w.stamp(&v.Meta)
	return true, w.insertAnchors(&v)
}

// checkRestoredPassage holds a passage against the texts of its article: it must
// stand where it says, both where it was selected and where it is now.
func checkRestoredPassage(w *Writer, v *Passage, f *faults) error {
	a, err := w.tables.Articles().Get(w.ctx, v.Article)
	if IsKind(err, KindNotFound) {
		f.add("/article", "reference", "there is no article %q", v.Article)
		return nil
	}
	if err != nil {
		return err
	}
	if v.Revision < 1 || v.Revision > a.LatestRevision {
		f.add("/revision", "revision", "the article has %d texts", a.LatestRevision)
		return nil
	}
	if err := w.checkSelector(v, f); err != nil {
		return err
	}
	if err := w.checkAnchor(v, a, f); err != nil {
		return err
	}
	if err := w.checkPlaced(v, a, f); err != nil {
		return err
	}
	return checkPassage(w, v, f)
}

func (w *Writer) checkSelector(v *Passage, f *faults) error {
	text, err := w.text(v.Article, v.Revision)
	if err != nil {
		return err
	}
	if v.End-v.Start > maxPassage {
		f.add("/end", "length", "a passage has at most %d code points", maxPassage)
	}
	if !reads(text, v.Start, v.End, v.Exact, "", f) {
		return nil
	}
	if n := int64(utf8.RuneCountInString(v.Prefix)); slice(text, v.Start-n, v.Start) != v.Prefix {
		f.add("/prefix", "quote-elsewhere", "before it the article says %q", slice(text, max(0, v.Start-n), v.Start))
	}
	if n := int64(utf8.RuneCountInString(v.Suffix)); slice(text, v.End, v.End+n) != v.Suffix {
		f.add("/suffix", "quote-elsewhere", "after it the article says %q", slice(text, v.End, min(int64(text.Len()), v.End+n)))
	}
	return nil
}

// reads tells whether words stand at a place, and notes a fault where they do not.
func reads(text *anchor.Text, start, end int64, exact, pointer string, f *faults) bool {
	switch {
	case start < 0 || end <= start || end > int64(text.Len()):
		f.add(pointer+"/start", "range", "start and end must lie in order inside the text of %d code points", text.Len())
	case slice(text, start, end) != exact:
		f.add(pointer+"/exact", "quote-elsewhere", "between start and end the article says %q", slice(text, start, end))
	default:
		return true
	}
	return false
}

func slice(text *anchor.Text, start, end int64) string {
	return text.Slice(anchor.Span{Start: int(start), End: int(end)})
}

func (w *Writer) checkAnchor(v *Passage, a Article, f *faults) error {
	at := v.Anchor
	f.enum("/anchor/state", at.State, []string{string(anchor.Anchored), string(anchor.Moved), string(anchor.Changed), string(anchor.Ambiguous), string(anchor.Orphaned)})
	if v.State != at.State {
		f.add("/state", "rule", "anchor_state says %s", at.State)
	}
	switch {
	case at.Revision < v.Revision || at.Revision > a.LatestRevision:
		f.add("/anchor/revision", "revision", "the passage was selected in revision %d, and the article has %d", v.Revision, a.LatestRevision)
		return nil
	case at.Revision != a.LatestRevision && v.Retracted == nil:
		f.add("/anchor/revision", "revision", "the newest revision is %d, and every passage in force is looked up in it", a.LatestRevision)
	case at.Revision == v.Revision && !same(at, v.selectedAt()):
		f.add("/anchor", "rule", "in the revision it was selected in, a passage stands where it was selected")
	}
	f.between("/anchor/score", at.Score, 0, 1)
	f.optionalText("/anchor/reason", at.Reason, 2000)
	if at.ByHand && (v.Placed == nil || v.Placed.Revision != at.Revision) {
		f.add("/anchor/by_hand", "rule", "what a person placed has its placed_revision")
	}
	lost := at.Start == nil || at.End == nil || at.Exact == nil
	if lost != v.lost() {
		f.add("/anchor/start", "rule", "start, end and exact are there where the passage was found, and else not; its state is %s", at.State)
	}
	if lost {
		return nil
	}
	text, err := w.text(v.Article, at.Revision)
	if err == nil {
		reads(text, *at.Start, *at.End, *at.Exact, "/anchor", f)
	}
	return err
}

// checkPlaced judges from where later revisions are followed.
func (w *Writer) checkPlaced(v *Passage, a Article, f *faults) error {
	p := v.Placed
	if p == nil {
		return nil
	}
	if p.Revision <= v.Revision || p.Revision > a.LatestRevision {
		f.add("/placed/revision", "revision", "a person places a passage in a later revision than it was selected in, and the article has %d", a.LatestRevision)
		return nil
	}
	if (p.Start == nil) != (p.End == nil) {
		f.add("/placed/end", "rule", "start and end are there together or not at all")
		return nil
	}
	if p.Start == nil {
		return nil
	}
	text, err := w.text(v.Article, p.Revision)
	if err != nil {
		return err
	}
	if _, err := text.At(anchor.Span{Start: int(*p.Start), End: int(*p.End)}); err != nil {
		f.add("/placed/start", "range", "%v", err)
	}
	return nil
}
