package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Parties() ledger.PartyTable {
	return partyTable{slugged[ledger.Party, ledger.PartyFilter]{
		table: t.parties(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindParty(ctx, sqlc.FindPartyParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Party) uuid.UUID { return v.ID },
	}}
}

func (t tables) parties() table[ledger.Party, ledger.PartyFilter] {
	return table[ledger.Party, ledger.PartyFilter]{
		tables: t,
		kind:   ledger.KindOfParty,
		named:  true,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetParty(ctx, sqlc.GetPartyParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListParties,
		insert: func(ctx context.Context, v *ledger.Party, body string) error {
			return t.q.InsertParty(ctx, t.rowParty(v, body))
		},
		update: func(ctx context.Context, v *ledger.Party, body string) (int64, error) {
			return t.q.UpdateParty(ctx, sqlc.UpdatePartyParams(t.rowParty(v, body)))
		},
		filter: filterParties,
		after:  t.partyNames,
	}
}

func (t tables) rowParty(v *ledger.Party, body string) sqlc.InsertPartyParams {
	return sqlc.InsertPartyParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number,
		// A merged party is no longer one of the parties in force.
		Retracted:    v.Retracted != nil || v.MergedInto != nil,
		Slug:         v.Slug,
		Kind:         v.Kind,
		MergedIntoID: optional(v.MergedInto),
		Search:       partySearch(v),
		Body:         body,
	}
}

func filterParties(w *where, f ledger.PartyFilter) {
	in(w, "kind", f.Kinds)
	if f.Name != "" {
		w.and("id IN (SELECT n.party_id FROM party_names n WHERE n.workspace_id = $1 AND n.name = ?)", nameKey(f.Name))
	}
	if f.Identifier != nil {
		w.and("id IN (SELECT i.party_id FROM party_identifiers i WHERE i.workspace_id = $1 AND i.scheme = ? AND i.value = ?)",
			f.Identifier.Scheme, f.Identifier.Value)
	}
	w.contains(f.Q)
}

type partyTable struct {
	slugged[ledger.Party, ledger.PartyFilter]
}

func (t partyTable) ByIdentifier(ctx context.Context, id ledger.Identifier) (uuid.UUID, bool, error) {
	party, err := t.q.FindPartyByIdentifier(ctx, sqlc.FindPartyByIdentifierParams{
		WorkspaceID: t.workspace, Scheme: id.Scheme, Value: id.Value})
	if errors.Is(err, sql.ErrNoRows) {
		return uuid.Nil, false, nil
	}
	return party, err == nil, told(t.kind, "", err)
}

func partySearch(v *ledger.Party) string {
	parts := []string{v.Name, text(v.Slug), text(v.Description)}
	for _, a := range v.Aliases {
		parts = append(parts, a.Name)
	}
	return fold.Joined(parts...)
}

// partyNames rewrites the indexes of names and identifiers. A merged or
// retracted party is no longer found by either.
func (t tables) partyNames(ctx context.Context, v *ledger.Party, _ string, isNew bool) error {
	if !isNew {
		if err := t.forgetNames(ctx, v.ID); err != nil {
			return err
		}
	}
	if v.MergedInto != nil || v.Retracted != nil {
		return nil
	}
	for name := range namesOf(v) {
		if err := t.q.InsertPartyName(ctx, sqlc.InsertPartyNameParams{WorkspaceID: t.workspace, PartyID: v.ID, Name: name}); err != nil {
			return err
		}
	}
	for _, id := range v.Identifiers {
		if err := t.q.InsertPartyIdentifier(ctx, sqlc.InsertPartyIdentifierParams{
			WorkspaceID: t.workspace, Scheme: id.Scheme, Value: id.Value, PartyID: v.ID}); err != nil {
			return err
		}
	}
	return nil
}

func (t tables) forgetNames(ctx context.Context, party uuid.UUID) error {
	if err := t.q.DeletePartyNames(ctx, sqlc.DeletePartyNamesParams{WorkspaceID: t.workspace, PartyID: party}); err != nil {
		return err
	}
	return t.q.DeletePartyIdentifiers(ctx, sqlc.DeletePartyIdentifiersParams{WorkspaceID: t.workspace, PartyID: party})
}

func namesOf(v *ledger.Party) map[string]bool {
	names := map[string]bool{nameKey(v.Name): true}
	for _, a := range v.Aliases {
		names[nameKey(a.Name)] = true
	}
	return names
}

// nameKey is what a name is found by. Folding can make it many times longer, and
// PostgreSQL bounds what an index takes, so it is cut.
func nameKey(name string) string {
	key := fold.Text(name)
	if len(key) <= maxNameKey {
		return key
	}
	return strings.ToValidUTF8(key[:maxNameKey], "")
}

const maxNameKey = 1000
