package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/ledger"
	"parley/internal/webhook"
)

// A webhook is sent what the feed tells, in its order, each event once while all is
// well, signed so that the specification's own library accepts it.
func TestWebhooksSendTheFeed(t *testing.T) {
	each(t, func(c *client) {
		r, filtered := newReceiver(t), newReceiver(t)
		c.sendsWebhooks(hooks())
		all := c.hook(r, object{"after": "0", "description": "Всё 👩‍👩‍👧"})
		some := c.hook(filtered, object{"filter": object{"party": []string{"usa"}, "kind": []string{"position", "party"}}})
		c.state(object{"summary": "Мир <b>&</b> 平和 é"})
		c.state(object{"party": "usa"})
		c.create("/v1/positions", position(object{"status": "proposed"}))
		c.comesTo(all, fmt.Sprint(c.head()))
		same(t, "sent", r.ids(), c.feedIDs(""))
		events, _ := c.poll("", "0", 1000)
		for i, m := range r.all() {
			if m.err != nil || m.workspace != "default" || m.kind != events[i].Kind+"."+events[i].Action || !strings.Contains(compact(t, m.data), `"id":"`+m.id+`"`) {
				t.Errorf("%s %s: %v", m.id, m.kind, m.err)
			}
		}
		var item any
		page := c.get("/v1/feed?after=0&limit=1000").want(http.StatusOK)
		for i, m := range r.all() {
			if item = page.items()[i]; asJSON(item) != compact(t, m.data) {
				t.Errorf("%s: sent %s\nfeed %s", m.id, m.data, asJSON(item))
			}
		}
		within(t, "the filtered one has one", func() bool { return len(filtered.ids()) == 1 })
		if got := filtered.all()[0]; got.err != nil || got.kind != "position.create" {
			t.Errorf("%+v", got)
		}
		c.get(some).want(http.StatusOK).is(object{"/state": "active", "/attempts": float64(0), "/failing_since": nil})
		log := c.get(all + "/deliveries?limit=2").want(http.StatusOK)
		log.is(object{"/items/0/outcome": "delivered", "/items/0/status": float64(204), "/items/0/attempt": float64(1), "/items/0/error": nil,
			"/items/0/event": events[len(events)-1].ID, "/items/1/event": events[len(events)-2].ID, "/items/0/cause": "feed"})
		if logged := c.all(all + "/deliveries?limit=3"); len(logged) != len(events) {
			t.Errorf("%d in the log of %d", len(logged), len(events))
		}
		if c.head() != events[len(events)-1].Number {
			t.Error("webhooks moved the ledger")
		}
	}, (*client).build)
}

// What fails is sent again, with its id and another time, and nothing overtakes it.
func TestWebhooksTryAgain(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		elsewhere := newReceiver(t)
		failures := map[string]func(http.ResponseWriter){
			"500": func(w http.ResponseWriter) { http.Error(w, "nein\x00\u0007 «é»", http.StatusInternalServerError) },
			"302": func(w http.ResponseWriter) {
				http.Redirect(w, &http.Request{Method: "POST"}, elsewhere.URL, http.StatusFound)
			},
			"307": func(w http.ResponseWriter) {
				w.Header().Set("Location", elsewhere.URL)
				w.WriteHeader(http.StatusTemporaryRedirect)
			},
			"cut":  func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
			"late": func(http.ResponseWriter) { time.Sleep(300 * time.Millisecond) },
		}
		o := hooks()
		o.Timeout = 200 * time.Millisecond
		o.Schedule.Attempts = 3
		c.sendsWebhooks(o)
		path := c.hook(r, object{"filter": object{"kind": []string{"round"}}})
		for name, failure := range failures {
			failed := 0
			r.answers(func(w http.ResponseWriter, _ received) {
				if failed++; failed < 3 {
					failure(w)
				}
			})
			before := len(r.all())
			for i := range 2 {
				c.create("/v1/negotiations/talks/rounds", object{"name": fmt.Sprint(name, i)})
			}
			c.comesTo(path, fmt.Sprint(c.head()))
			want := c.feedIDs("&kind=round")
			want = want[len(want)-2:]
			same(t, name, r.ids()[before:], []string{want[0], want[0], want[0], want[1]})
			log := c.get(path + "/deliveries?outcome=failed&event=" + want[0]).want(http.StatusOK)
			if len(log.items()) != 2 || log.at("/items/0/attempt") != float64(2) || log.at("/items/1/next_attempt_at") == nil || log.text("/items/0/error") == "" {
				t.Errorf("%s: %s", name, log.body)
			}
			if name == "500" && log.text("/items/0/answer") != "nein «é»\n" {
				t.Errorf("%s", log.body)
			}
			if strings.Contains(string(log.body), "token=1") {
				t.Errorf("the URL's query is in the log: %s", log.body)
			}
		}
		for _, m := range r.all() {
			if m.err != nil {
				t.Errorf("%s: %v", m.id, m.err)
			}
		}
		if len(elsewhere.all()) != 0 {
			t.Error("a redirect was followed")
		}
	}, (*client).build)
}

// A receiver that takes nothing is given up; what it did not take waits for it.
func TestWebhooksOfTheDeadArePaused(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		c.sendsWebhooks(hooks())
		path := c.hook(r, object{"filter": object{"kind": []string{"round"}}})
		start := c.get(path).text("/after")
		r.answers(func(w http.ResponseWriter, _ received) { w.WriteHeader(http.StatusBadGateway) })
		for i := range 3 {
			c.create("/v1/negotiations/talks/rounds", object{"name": fmt.Sprint(i)})
		}
		paused := func() bool { return c.get(path).text("/state") == "paused" }
		within(t, "paused", paused)
		rounds := c.feedIDs("&kind=round")
		same(t, "sent", r.ids(), []string{rounds[0], rounds[0], rounds[0], rounds[0]})
		c.get(path).is(object{"/after": start, "/attempts": float64(4), "/paused_by": "server", "/next_attempt_at": nil})
		dead := c.get(path + "/deliveries?outcome=dead").is(object{"/items/0/event": rounds[0], "/items/0/attempt": float64(4), "/items/0/status": float64(502)})
		if len(dead.items()) != 1 {
			t.Errorf("%s", dead.body)
		}

		r.answers(func(w http.ResponseWriter, _ received) { w.WriteHeader(http.StatusGone) })
		c.post(path+"/resume", nil).want(http.StatusOK).is(object{"/state": "active", "/attempts": float64(0), "/paused_by": nil, "/paused_because": nil})
		within(t, "paused again", paused)
		if n := len(r.ids()); n != 5 {
			t.Errorf("after 410 it was tried %d times more", n-4)
		}
		// Passed over, it stays in the log as dead and can be sent alone.
		r.answers(nil)
		c.post(path+"/replay", object{"after": rounds[0]}).want(http.StatusOK).is(object{"/state": "paused", "/after": rounds[0]})
		c.post(path+"/resume", nil).want(http.StatusOK)
		c.comesTo(path, fmt.Sprint(c.head()))
		same(t, "sent", r.ids()[5:], rounds[1:])
		c.post(path+"/deliveries", object{"event": rounds[0]}).want(http.StatusOK).is(object{"/outcome": "delivered", "/cause": "again", "/event": rounds[0]})
		c.post(path+"/deliveries", object{}).want(http.StatusOK).is(object{"/outcome": "delivered", "/cause": "test", "/event": nil, "/type": "webhook.test"})
		c.post(path+"/deliveries", object{"event": "999-0"}).refused(http.StatusUnprocessableEntity, "/event unrecorded")
		c.post(path+"/replay", object{"after": "999"}).refused(http.StatusUnprocessableEntity, "/after unrecorded")

		before := len(r.ids())
		c.post(path+"/replay", object{"after": "0"}).want(http.StatusOK)
		c.comesTo(path, fmt.Sprint(c.head()))
		same(t, "replayed", r.ids()[before:], rounds)
	}, (*client).build)
}

// While a webhook is paused nothing is sent, and nothing is lost.
func TestWebhooksPausedAndRevoked(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		c.sendsWebhooks(hooks())
		path := c.hook(r, object{"filter": object{"kind": []string{"round"}}})
		c.post(path+"/pause", nil).want(http.StatusOK).is(object{"/state": "paused", "/paused_by": "tester", "/paused_because": nil})
		c.post(path+"/pause", nil).want(http.StatusOK)
		round := c.create("/v1/negotiations/talks/rounds", object{"name": "One"})
		c.post(path+"/deliveries", object{}).want(http.StatusOK)
		time.Sleep(50 * time.Millisecond)
		if n := len(r.all()); n != 1 || r.all()[0].kind != "webhook.test" {
			t.Errorf("%d were sent while it was paused", n)
		}
		c.post(path+"/resume", nil).want(http.StatusOK)
		within(t, "sent", func() bool { return len(r.all()) == 2 })
		if !strings.Contains(string(r.all()[1].data), round.id()) {
			t.Errorf("%+v", r.all()[1])
		}
		c.post(path+"/revoke", nil).want(http.StatusOK).is(object{"/state": "revoked"})
		c.post(path+"/revoke", nil).want(http.StatusOK)
		for _, action := range []string{"pause", "resume", "rotate"} {
			c.post(path+"/"+action, nil).refused(http.StatusConflict)
		}
		c.post(path+"/replay", object{"after": "0"}).refused(http.StatusConflict)
		c.post(path+"/deliveries", object{}).refused(http.StatusConflict)
		c.patch(path, object{"description": "x"}, ifMatch("*")).refused(http.StatusConflict)
		c.get("/v1/webhooks").want(http.StatusOK).is(object{"/items/0/state": "revoked", "/next_cursor": nil})
		if w, err := c.store.Webhook(t.Context(), "default", uuidOf(path)); err != nil || len(w.Secret)+len(w.Previous) != 0 {
			t.Errorf("its secret is still there: %v", err)
		}
	}, (*client).build)
}

// Secrets are shown once, lie sealed in the database, and change without a gap.
func TestWebhookSecrets(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		made := c.create("/v1/webhooks", object{"url": r.URL})
		path, first := "/v1/webhooks/"+made.id(), made.text("/secret")
		if made.header.Get("Cache-Control") != "no-store" || made.header.Get("Location") != path {
			t.Errorf("%v", made.header)
		}
		for _, shown := range []string{path, "/v1/webhooks", path + "/deliveries", "/v1/transactions", "/v1/feed"} {
			if strings.Contains(string(c.get(shown).want(http.StatusOK).body), strings.TrimPrefix(first, "whsec_")) {
				t.Errorf("%s shows the secret", shown)
			}
		}
		second := c.post(path+"/rotate", nil).want(http.StatusOK).text("/secret")
		if first == second {
			t.Error("the same secret again")
		}
		for _, secret := range []string{first, second} {
			r.knows(t, secret)
			c.post(path+"/deliveries", object{}).want(http.StatusOK).is(object{"/outcome": "delivered"})
		}
		third := c.post(path+"/rotate", nil).want(http.StatusOK).text("/secret")
		for i, secret := range []string{first, second, third} {
			r.knows(t, secret)
			c.post(path+"/deliveries", object{}).want(http.StatusOK)
			if all := r.all(); (all[len(all)-1].err == nil) != (i > 0) {
				t.Errorf("secret %d: %v", i, all[len(all)-1].err)
			}
		}
		w, err := c.store.Webhook(t.Context(), "default", uuidOf(path))
		if err != nil || len(w.Secret) != 32+28 || len(w.Previous) != 32+28 {
			t.Fatalf("%v %d %d", err, len(w.Secret), len(w.Previous))
		}
	}, (*client).build)
}

// Another key, as after a loss, opens no secret: nothing is sent unsigned, and the log says why.
func TestWebhooksWithAnotherKey(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		path := c.hook(r, nil)
		o := hooks()
		o.Vault.Key = func(bool) ([]byte, error) { return make([]byte, webhook.KeyBytes), nil }
		c.sendsWebhooks(o)
		c.create("/v1/parties", object{"kind": "state", "name": "A"})
		within(t, "paused", func() bool { return c.get(path).text("/state") == "paused" })
		if e := c.get(path + "/deliveries").text("/items/0/error"); !strings.Contains(e, "--webhook-key-file") || len(r.all()) != 0 {
			t.Errorf("%s, %d were sent", e, len(r.all()))
		}
	})
}

func TestWebhookTargets(t *testing.T) {
	each(t, func(c *client) {
		for url, fault := range map[string]string{
			"https://10.0.0.1/": "/url target", "https://[::1]:443/": "/url target", "https://169.254.169.254/latest/meta-data": "/url target",
			"http://93.184.215.14/": "/url target", "http://desk.example.org/": "/url target", "https://[::ffff:10.0.0.1]/": "/url target",
			"ftp://desk.example.org/": "/url target", "https://anna:pw@desk.example.org/": "/url target", "https://desk.example.org/#x": "/url target",
			"https://desk.example.org:0/": "/url target", "https://desk.example.org:99999/": "/url target", "desk": "/url target", "https://": "/url target", "https:///x": "/url target",
		} {
			c.unchanged(func() { c.post("/v1/webhooks", object{"url": url}).refused(http.StatusUnprocessableEntity, fault) })
		}
		if list := c.get("/v1/webhooks").items(); len(list) != 0 {
			t.Errorf("%d webhooks", len(list))
		}
		c.post("/v1/webhooks", object{"url": "https://desk.example.org", "filter": object{"party": []string{"ukraine", "atlantis"}}}).
			refused(http.StatusUnprocessableEntity, "/filter/party/1 reference")
		c.post("/v1/webhooks", object{"url": "https://desk.example.org", "after": "9"}).refused(http.StatusUnprocessableEntity, "/after unrecorded")
		path := "/v1/webhooks/" + c.create("/v1/webhooks", object{"url": "https://desk.example.org"}).id()
		c.patch(path, object{"url": "https://127.0.0.2/"}, ifMatch("*")).refused(http.StatusUnprocessableEntity, "/url target")
		c.patch(path, object{"filter": object{"issue": []string{"none"}}}, ifMatch("*")).refused(http.StatusUnprocessableEntity, "/filter/issue/0 reference")
		c.correct(path, object{"filter": object{"party": []string{"ukraine"}}, "description": "Für Öl"}).
			is(object{"/filter/party/0": c.get("/v1/parties/ukraine").id(), "/description": "Für Öl", "/url": "https://desk.example.org"})
		c.get("/v1/webhooks/00000000-0000-7000-8000-000000000000").refused(http.StatusNotFound)
		c.get("/v1/webhooks/00000000-0000-7000-8000-000000000000/deliveries").refused(http.StatusNotFound)
		c.get(path+"/deliveries?cursor=abc").refused(http.StatusBadRequest, "?cursor cursor")
	}, (*client).build)
}

// A corrected URL is tried at once, not only when the old one's turn would come.
func TestWebhookMovesToAnotherURL(t *testing.T) {
	each(t, func(c *client) {
		r, broken := newReceiver(t), httptest.NewServer(http.NotFoundHandler())
		defer broken.Close()
		o := hooks()
		o.Schedule.First = time.Hour
		c.sendsWebhooks(o)
		path := c.hook(r, object{"url": broken.URL})
		c.create("/v1/parties", object{"kind": "state", "name": "A"})
		within(t, "it failed", func() bool { return c.get(path).at("/next_attempt_at") != nil })
		c.correct(path, object{"url": r.URL})
		c.comesTo(path, fmt.Sprint(c.head()))
		if len(r.all()) != 1 {
			t.Errorf("%v", r.ids())
		}
	})
}

// Several servers on one database send each event once and in order while all is
// well, and one takes over when another ends.
func TestWebhooksBesideServers(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		stop := c.sendsWebhooks(hooks())
		c.sendsWebhooks(hooks())
		path := c.hook(r, object{"filter": object{"kind": []string{"position"}}})
		for i := range 30 {
			c.state(object{"summary": fmt.Sprint(i)})
			if i == 15 {
				stop()
			}
		}
		c.comesTo(path, fmt.Sprint(c.head()))
		same(t, "sent", r.ids(), c.feedIDs("&kind=position"))
	}, (*client).build)
}

// What a server did not get to store, since it was killed, is sent again by the next
// once its claim has ended, and the claim of the living keeps others out.
func TestWebhookClaims(t *testing.T) {
	each(t, func(c *client) {
		id := uuidOf("/v1/webhooks/" + c.create("/v1/webhooks", object{"url": "https://desk.example.org"}).id())
		n, now := webhook.Name{Workspace: "default", ID: id}, time.Now()
		claim := func(owner string, at time.Time) bool {
			_, mine, err := c.store.ClaimWebhook(context.Background(), n, owner, at, at.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return mine
		}
		got := []bool{claim("a", now), claim("b", now), claim("a", now.Add(time.Second)), claim("b", now.Add(59*time.Second)), claim("b", now.Add(62*time.Second)), claim("a", now.Add(63*time.Second))}
		if !slices.Equal(got, []bool{true, false, true, false, true, false}) {
			t.Errorf("%v", got)
		}
		w, err := c.store.Webhook(t.Context(), "default", id)
		if err != nil {
			t.Fatal(err)
		}
		for owner, want := range map[string]bool{"a": false, "b": true} {
			if mine, err := c.store.PassWebhook(t.Context(), w, owner, ledger.Through(w.After.Number), nil); mine != want || err != nil {
				t.Errorf("%s passed it: %v %v", owner, mine, err)
			}
		}
		moved := w
		moved.After = ledger.Place{Number: 99}
		if mine, err := c.store.PassWebhook(t.Context(), moved, "b", ledger.Through(1), nil); mine || err != nil {
			t.Errorf("passed from a place it is not at: %v %v", mine, err)
		}
	})
}

// The log is walked in pages and forgets what is too old.
func TestDeliveriesAreForgotten(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		path := c.hook(r, nil)
		for range 5 {
			c.post(path+"/deliveries", object{}).want(http.StatusOK)
		}
		c.walkAll(path + "/deliveries")
		list := c.all(path + "/deliveries?limit=2")
		if len(list) != 5 {
			t.Fatalf("%d deliveries", len(list))
		}
		third, err := time.Parse(time.RFC3339Nano, list[2].(object)["sent_at"].(string))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Millisecond)
		if err := c.store.ForgetDeliveries(t.Context(), third.Add(-time.Hour)); err != nil || len(c.all(path+"/deliveries")) != 5 {
			t.Errorf("young ones are forgotten: %v", err)
		}
		if err := c.store.ForgetDeliveries(t.Context(), time.Now()); err != nil || len(c.all(path+"/deliveries")) != 0 {
			t.Errorf("old ones are not forgotten: %v", err)
		}
	})
}
