package ledger

import "github.com/google/uuid"

// checkRelay asks for exactly one of article and outlet.
func checkRelay(w *Writer, v *Article, f *faults) error {
	if v.Relays == nil {
		return nil
	}
	if (v.Relays.Article == nil) == (v.Relays.Outlet == nil) {
		f.add("/relays", "choice", "give either the article that is retold or the name of the outlet")
	}
	f.optionalText("/relays/outlet", v.Relays.Outlet, 500)
	if v.Relays.Article == nil {
		return nil
	}
	original, err := resolve(w, articles(), f, "/relays/article", v.Relays.Article)
	if err == nil && original.ID != uuid.Nil && original.ID == v.ID {
		f.add("/relays/article", "self", "an article cannot retell itself")
	}
	return err
}

// keepArticle refuses to retract an article that passages in force stand in.
func keepArticle(w *Writer, v *Article) error {
	list, err := w.tables.Passages().List(w.ctx, PassageFilter{Articles: []uuid.UUID{v.ID}}, Page{Limit: 1, Retracted: RetractedExclude})
	if err == nil && len(list) > 0 {
		return Conflict("passage %s stands in this article; retract its passages first", list[0].ID)
	}
	return err
}
