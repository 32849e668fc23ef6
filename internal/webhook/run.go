package webhook

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"
)

// maxSending is how many messages are on their way at a time.
const maxSending = 16

// forgetEvery is how often the log is emptied of what is too old.
const forgetEvery = time.Hour

// Run posts what the webhooks of all workspaces are subscribed to, until the
// context ends. What is on its way then may arrive first. Several servers may run
// on one database: each webhook is sent for by one at a time.
func (h *Webhooks) Run(ctx context.Context) {
	r := running{Webhooks: h, owner: uuid.NewString(), at: map[Name]bool{}}
	defer r.all.Wait()
	var forgot time.Time
	for ctx.Err() == nil {
		if time.Since(forgot) >= forgetEvery {
			forgot = time.Now()
			r.note(ctx, h.store.ForgetDeliveries(ctx, h.now().Add(-h.options.Kept)))
		}
		r.startAll(ctx)
		sleep(ctx, h.options.Poll)
	}
}

// running are the workers of this process, one for each active webhook.
type running struct {
	*Webhooks
	owner string
	all   sync.WaitGroup
	mu    sync.Mutex
	at    map[Name]bool
}

func (r *running) startAll(ctx context.Context) {
	names, err := r.store.ActiveWebhooks(ctx)
	r.note(ctx, err)
	for _, n := range names {
		if r.enter(n) {
			r.all.Go(func() {
				defer r.leave(n)
				(&worker{running: r, name: n}).run(ctx)
			})
		}
	}
}

func (r *running) enter(n Name) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.at[n] {
		return false
	}
	r.at[n] = true
	return true
}

func (r *running) leave(n Name) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.at, n)
}

// note logs what went wrong, unless it is that the server stops.
func (r *running) note(ctx context.Context, err error, about ...any) {
	if err != nil && ctx.Err() == nil {
		r.options.Log.Error("webhooks", append(about, "cause", err)...)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
