package access

import (
	"context"
	"errors"
	"testing"
)

var errDown = errors.New("the database is down")

// down is a store that cannot be asked.
type down struct{ Store }

func (down) Entrance(context.Context, string) (Entrance, error) { return Entrance{}, errDown }

// What the database failed in is told, and nobody becomes somebody else by it: the
// machine's own user is not counted as a visitor, nor a visitor taken for that user.
func TestAdmitWhereTheDatabaseFails(t *testing.T) {
	g := &Gate{Keys: NewKeys(down{}), Open: true, Actor: "local", PublicRead: true}
	for asked, want := range map[Asked]Grant{
		{Local: true}: {Workspace: DefaultWorkspace, Actor: "local", Role: Admin, Server: true},
		{}:            {Workspace: DefaultWorkspace, Actor: nobodysName},
	} {
		if got, err := g.Admit(t.Context(), asked); got != want || !errors.Is(err, errDown) {
			t.Errorf("%+v: let in as %+v and %v, want %+v", asked, got, err, want)
		}
	}
}
