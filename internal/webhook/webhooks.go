package webhook

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Options say how webhooks are kept; zero values mean the usual.
type Options struct {
	Sender   Sender
	Vault    Vault
	Reach    Reach
	Schedule Schedule
	// Timeout is how long a receiver may take.
	Timeout time.Duration
	// Poll is how often the server looks for what other processes did.
	Poll time.Duration
	// Kept is how long deliveries stay in the log.
	Kept time.Duration
	// LookUp finds the addresses of a name.
	LookUp func(ctx context.Context, host string) ([]netip.Addr, error)
	Log    *slog.Logger
}

func (o Options) orUsual() Options {
	o.Schedule = o.Schedule.orUsual()
	o.Timeout = cmp.Or(o.Timeout, 15*time.Second)
	o.Poll = cmp.Or(o.Poll, time.Second)
	o.Kept = cmp.Or(o.Kept, 30*24*time.Hour)
	o.Log = cmp.Or(o.Log, slog.Default())
	if o.LookUp == nil {
		o.LookUp = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	return o
}

// Webhooks looks after the webhooks of a store, and posts.
type Webhooks struct {
	store   Store
	ledger  *ledger.Ledger
	options Options
	now     func() time.Time
	slots   chan struct{} // taken by what is being sent
}

// New looks after the webhooks of a store. Nothing is sent until Run.
func New(s Store, l *ledger.Ledger, o Options) *Webhooks {
	now := func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
	return &Webhooks{store: s, ledger: l, options: o.orUsual(), now: now, slots: make(chan struct{}, maxSending)}
}

// By is the administrator who asks.
type By struct{ Workspace, Actor string }

// maxWebhooks bounds those of a workspace, revoked ones included, so that a list
// of them is always whole.
const maxWebhooks = 1000

// Create makes a webhook.
func (h *Webhooks) Create(ctx context.Context, by By, in Input) (Issued, error) {
	list, err := h.store.Webhooks(ctx, by.Workspace)
	if err != nil {
		return Issued{}, err
	}
	if len(list) >= maxWebhooks {
		return Issued{}, ledger.Conflict("the workspace has %d webhooks, the most there may be; change one of them", maxWebhooks)
	}
	r, err := h.ledger.Read(ctx, by.Workspace)
	if err != nil {
		return Issued{}, err
	}
	fields, err := h.checked(ctx, r, in.Fields)
	if err != nil {
		return Issued{}, err
	}
	after, err := start(r, in.After)
	if err != nil {
		return Issued{}, err
	}
	return h.create(ctx, by, fields, after)
}

func (h *Webhooks) create(ctx context.Context, by By, fields Fields, after ledger.Place) (Issued, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Issued{}, err
	}
	secret := newSecret()
	sealed, err := h.options.Vault.seal(Name{by.Workspace, id}, secret)
	if err != nil {
		return Issued{}, ledger.Conflict("this server cannot keep secrets: %v", err)
	}
	now := h.now()
	w := Webhook{ID: id, Workspace: by.Workspace, Fields: fields, State: Active, After: after,
		CreatedAt: now, CreatedBy: by.Actor, ChangedAt: now, Secret: sealed}
	h.tell(by, "made", w)
	return Issued{w, shown(secret)}, h.store.InsertWebhook(ctx, w)
}

// start is where a webhook begins: at the newest number unless another is named.
func start(r *ledger.Reader, after *ledger.Place) (ledger.Place, error) {
	head, err := r.Newest()
	if err != nil {
		return ledger.Place{}, err
	}
	if after == nil {
		return ledger.Through(head.Number), nil
	}
	if after.Number > head.Number {
		return *after, ledger.Invalid("/after", "unrecorded", "the ledger has no number %d, its newest is %d", after.Number, head.Number)
	}
	return *after, nil
}

// checked refuses a target that may not be posted to and resolves the filter.
func (h *Webhooks) checked(ctx context.Context, r *ledger.Reader, f Fields) (Fields, error) {
	if err := h.options.Reach.check(ctx, f.URL, h.options.LookUp); err != nil {
		return f, ledger.Invalid("/url", "target", "%v", err)
	}
	f.Filter = f.Filter.whole()
	for _, list := range []struct {
		kind ledger.Kind
		refs []ledger.Reference
	}{{ledger.KindOfNegotiation, f.Filter.Negotiation}, {ledger.KindOfParty, f.Filter.Party}, {ledger.KindOfIssue, f.Filter.Issue}} {
		for i, ref := range list.refs {
			found, err := r.IDs(list.kind, "", []string{ref.String()})
			if ledger.IsKind(err, ledger.KindInvalid) {
				return f, ledger.Invalid(fmt.Sprintf("/filter/%s/%d", list.kind, i), "reference", "there is no %s %q", list.kind, ref.String())
			}
			if err != nil {
				return f, err
			}
			list.refs[i] = ledger.RefTo(found[0])
		}
	}
	return f, nil
}

// List gives all webhooks of a workspace.
func (h *Webhooks) List(ctx context.Context, by By) ([]Webhook, error) {
	return h.store.Webhooks(ctx, by.Workspace)
}

// Get finds one.
func (h *Webhooks) Get(ctx context.Context, by By, id uuid.UUID) (Webhook, error) {
	return h.store.Webhook(ctx, by.Workspace, id)
}

// Deliveries lists the log of one, the last first.
func (h *Webhooks) Deliveries(ctx context.Context, by By, id uuid.UUID, f DeliveryFilter, page ledger.Page) ([]Delivery, error) {
	if _, err := h.Get(ctx, by, id); err != nil {
		return nil, err
	}
	return h.store.Deliveries(ctx, by.Workspace, id, f, page)
}

// tell has what administrators did in the server's log, since it is not in the
// ledger: readers of the record are not to see where it is sent.
func (h *Webhooks) tell(by By, what string, w Webhook) {
	h.options.Log.Info("webhook "+what, "webhook", w.ID, "workspace", by.Workspace, "actor", by.Actor)
}
