package api

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/anchor"
	"parley/internal/annotate"
	"parley/internal/ledger"
)

// GetAnnotatedRevision answers GET …/annotated.html.
func (s *Server) GetAnnotatedRevision(c *gin.Context, article oas.ArticlePath, revision oas.RevisionPath, _ oas.GetAnnotatedRevisionParams) {
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		fail(c, err)
		return
	}
	v, err := r.Annotated(article, revision)
	if err != nil {
		fail(c, err)
		return
	}
	page, err := annotate.HTML(pageOf(v))
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Content-Security-Policy", annotate.Policy)
	showBytes(c, v.Article.Number, "text/html; charset=utf-8", page)
}

func pageOf(v ledger.AnnotatedRevision) annotate.Page {
	a := v.Article
	p := annotate.Page{Title: firstOf(a.Title, a.URL, a.CanonicalURL), Publisher: value(a.Publisher), Byline: value(a.Byline),
		URL: firstOf(a.URL, a.CanonicalURL), Address: "/v1/articles/" + a.ID.String(), Language: value(a.Language),
		Revision: v.Revision.Revision, Newest: a.LatestRevision, SHA256: v.Revision.SHA256,
		Recorded: v.Revision.RecordedAt.Format(time.RFC3339), Text: value(v.Revision.Text)}
	if p.Title == "" {
		p.Title = "Article " + a.ID.String()
	}
	if a.Published != nil {
		p.Published = a.Published.String()
	}
	for _, one := range v.Passages {
		p.Passages = append(p.Passages, passageOf(one))
	}
	return p
}

func firstOf(texts ...*string) string {
	for _, t := range texts {
		if t != nil && *t != "" {
			return *t
		}
	}
	return ""
}

func passageOf(v ledger.AnnotatedPassage) annotate.Passage {
	start, end, _ := v.Place()
	p := annotate.Passage{Start: int(start), End: int(end), Quote: v.Passage.Exact, State: stateOf(v), Note: value(v.Passage.Note)}
	for _, cited := range v.Cited {
		p.Positions = append(p.Positions, positionOf(cited))
	}
	return p
}

// stateOf says in words how a passage stands in the revision that is shown.
func stateOf(v ledger.AnnotatedPassage) string {
	selected := fmt.Sprintf("selected in revision %d", v.Passage.Revision)
	if v.Anchor == nil {
		return selected + ", not looked up in this one"
	}
	state := foundAs(v.Anchor, selected)
	if v.Anchor.ByHand {
		state += "; a person said so: " + value(v.Anchor.Reason)
	}
	return state
}

func foundAs(a *ledger.Anchoring, selected string) string {
	switch anchor.State(a.State) {
	case anchor.Moved:
		return "moved: " + selected + ", stands elsewhere here"
	case anchor.Changed:
		return fmt.Sprintf("changed: %s, worded otherwise here (%.0f %% alike)", selected, 100*likeness(a))
	case anchor.Ambiguous:
		return "ambiguous: " + selected + ", not found for certain here, as its words occur more than once"
	case anchor.Orphaned:
		return "orphaned: " + selected + ", not found here"
	}
	return "anchored: " + selected
}

func likeness(a *ledger.Anchoring) float64 {
	if a.Score == nil {
		return 1
	}
	return *a.Score
}

func positionOf(c ledger.Citation) annotate.Position {
	v := c.Position
	p := annotate.Position{URL: "/v1/positions/" + v.ID.String(), Act: v.Act, Stance: value(v.Stance), Stated: v.Stated.String(),
		Summary: v.Summary, Relation: c.Relation}
	if party, ok := ledger.ShownAs[ledger.Party](v.Party); ok {
		p.Party = party.Name
	}
	if v.Status == ledger.StatusProposed {
		p.Status = v.Status
	}
	return p
}
