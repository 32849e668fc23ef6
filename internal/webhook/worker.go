package webhook

import (
	"context"
	"time"

	"parley/internal/feed"
	"parley/internal/ledger"
)

// worker sends for one webhook, one event after the other.
type worker struct {
	*running
	name Name
	// looked is how far it has read without anything to send, in that turn.
	looked ledger.Place
	turn   int64
	until  time.Time // its claim
}

// run sends until the webhook is active no more or the context ends.
func (k *worker) run(ctx context.Context) {
	for ctx.Err() == nil {
		news := k.ledger.News(k.name.Workspace)
		w, err := k.store.Webhook(ctx, k.name.Workspace, k.name.ID)
		if err == nil && w.State != Active {
			return
		}
		more := false
		if err == nil && k.due(w) {
			more, err = k.step(ctx, w)
		}
		k.note(ctx, err, "webhook", k.name.ID)
		if !more {
			k.wait(ctx, news, w)
		}
	}
}

func (k *worker) due(w Webhook) bool {
	return w.NextAttemptAt == nil || !w.NextAttemptAt.After(k.now())
}

// wait ends with news, when what failed is to be tried again, or after a while.
func (k *worker) wait(ctx context.Context, news <-chan struct{}, w Webhook) {
	long := k.options.Poll
	if w.NextAttemptAt != nil {
		news = nil
		long = max(time.Millisecond, min(long, w.NextAttemptAt.Sub(k.now())))
	}
	t := time.NewTimer(long)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-news:
	case <-t.C:
	}
}

// piece is how many events a worker holds at a time, and farEnough after how many
// numbers without one it stores how far it has looked.
const (
	piece     = 50
	farEnough = 1000
)

// step reads a piece of the feed and sends it; more tells that another may follow at once.
func (k *worker) step(ctx context.Context, w Webhook) (more bool, err error) {
	from := k.from(w)
	r, err := k.ledger.Read(ctx, w.Workspace)
	if err != nil {
		return false, err
	}
	page, err := feed.Read(r, from, w.Filter.feed(), piece)
	if ledger.IsKind(err, ledger.KindInvalid) {
		return false, k.lost(ctx, w, err)
	}
	if err != nil {
		return false, err
	}
	if len(page.Events) == 0 && page.Next.Number-w.After.Number < farEnough {
		k.looked = page.Next
		return page.More, nil
	}
	claimed, mine, err := k.claim(ctx)
	if !mine || err != nil {
		return false, err
	}
	defer k.release(ctx)
	if claimed.After != w.After || claimed.Turn != w.Turn {
		return true, nil
	}
	return k.send(ctx, claimed, page)
}

// from is where reading goes on.
func (k *worker) from(w Webhook) ledger.Place {
	if k.turn != w.Turn || k.looked.Before(w.After) {
		k.looked, k.turn = w.After, w.Turn
	}
	return k.looked
}

// A claim lasts longer than one attempt can take, by enough that it need not be
// made anew for each, and short, since a server that was killed holds it to its end.
const (
	margin = time.Second
	spare  = 2 * time.Second
)

func (k *worker) claim(ctx context.Context) (w Webhook, mine bool, err error) {
	now := k.now()
	until := now.Add(k.options.Timeout + margin + spare)
	if w, mine, err = k.store.ClaimWebhook(ctx, k.name, k.owner, now, until); mine {
		k.until = until
	}
	return w, mine, err
}

func (k *worker) release(ctx context.Context) {
	k.note(ctx, k.store.ReleaseWebhook(context.WithoutCancel(ctx), k.name, k.owner), "webhook", k.name.ID)
}

// send posts the events of a page in their order, and stops at the first that fails.
func (k *worker) send(ctx context.Context, w Webhook, page feed.Page) (more bool, err error) {
	for _, e := range page.Events {
		if !k.slot(ctx) {
			return false, nil
		}
		ok, err := k.deliver(ctx, &w, e)
		<-k.slots
		if !ok || err != nil {
			return false, err
		}
	}
	mine, err := k.store.PassWebhook(ctx, w, k.owner, page.Next, nil)
	return page.More && mine, err
}

// slot waits until there is room for one more message on its way.
func (k *worker) slot(ctx context.Context) bool {
	select {
	case <-ctx.Done():
	case k.slots <- struct{}{}:
		if ctx.Err() == nil {
			return true
		}
		<-k.slots
	}
	return false
}

// deliver sends one event and stores what came of it; ok tells that the next may follow.
func (k *worker) deliver(ctx context.Context, w *Webhook, e feed.Event) (ok bool, err error) {
	if ok, err := k.holds(ctx, w.Turn); !ok || err != nil {
		return false, err
	}
	m, err := w.messageOf(e)
	if err != nil {
		return false, err
	}
	// What is on its way may arrive though the server stops meanwhile, rather than
	// be sent twice.
	ctx = context.WithoutCancel(ctx)
	d, answer := k.attempt(ctx, *w, m, ByFeed)
	d.Attempt = w.Attempts + 1
	if d.Outcome != Delivered {
		k.fail(w, &d, answer)
		return false, k.store.FailWebhook(ctx, *w, k.owner, d)
	}
	ok, err = k.store.PassWebhook(ctx, *w, k.owner, e.ID, &d)
	w.After = e.ID
	w.again()
	return ok, err
}

// holds claims again where the claim could end before an attempt does.
func (k *worker) holds(ctx context.Context, turn int64) (bool, error) {
	if k.now().Add(k.options.Timeout + margin).Before(k.until) {
		return true, nil
	}
	w, mine, err := k.claim(ctx)
	return mine && w.Turn == turn, err
}
