package webhook

import (
	"encoding/base64"
	"net/netip"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The vector is the one that the specification's own libraries are tested with.
func TestSignature(t *testing.T) {
	secret, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	got := sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`), secret, []byte("another"))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got[:len(want)] != want || got[len(want):len(want)+4] != " v1," {
		t.Errorf("%s", got)
	}
}

func TestReach(t *testing.T) {
	local := Reach{Allowed: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}}
	tests := []struct {
		addr                     string
		https, http, locallyHTTP bool
	}{
		{"1.1.1.1", true, false, false}, {"93.184.215.14", true, false, false}, {"2606:4700::1111", true, false, false}, {"223.255.255.255", true, false, false},
		{"127.0.0.1", false, false, true}, {"127.0.0.2", false, false, false}, {"::1", false, false, false}, {"::", false, false, false}, {"0.0.0.0", false, false, false},
		{"10.1.2.3", false, false, true}, {"10.2.0.1", false, false, false}, {"172.16.0.1", false, false, false}, {"172.31.255.255", false, false, false}, {"172.32.0.1", true, false, false},
		{"192.168.1.1", false, false, false}, {"169.254.169.254", false, false, false}, {"100.64.0.1", false, false, false}, {"100.128.0.1", true, false, false},
		{"192.0.2.1", false, false, false}, {"198.19.0.1", false, false, false}, {"224.0.0.1", false, false, false}, {"255.255.255.255", false, false, false}, {"240.0.0.1", false, false, false},
		{"fe80::1%eth0", false, false, false}, {"fd12::1", false, false, true}, {"fc00::1", false, false, false}, {"fec0::1", false, false, false}, {"ff02::1", false, false, false},
		{"::ffff:127.0.0.1", false, false, true}, {"::ffff:10.2.0.1", false, false, false}, {"::ffff:1.1.1.1", true, false, false}, {"::127.0.0.1", false, false, false},
		{"64:ff9b::a00:1", false, false, false}, {"2002:a00:1::", false, false, false}, {"2001::1", false, false, false}, {"2001:db8::1", false, false, false}, {"3fff::1", false, false, false},
		{"fd00:ec2::254", false, false, true},
	}
	for _, test := range tests {
		addr := netip.MustParseAddr(test.addr)
		if got := (Reach{}).Refuses(addr, true) == nil; got != test.https {
			t.Errorf("%s by https: %v", test.addr, got)
		}
		if got := (Reach{}).Refuses(addr, false) == nil; got != test.http {
			t.Errorf("%s by http: %v", test.addr, got)
		}
		if got := local.Refuses(addr, false) == nil; got != test.locallyHTTP {
			t.Errorf("%s by http where some are allowed: %v", test.addr, got)
		}
	}
}

// Delays grow, never beyond the longest, and heed what the receiver asks for.
func TestSchedule(t *testing.T) {
	usual := Schedule{}.orUsual()
	var least, most time.Duration
	for n := int64(1); n < usual.Attempts; n++ {
		least += time.Duration(0.8 * float64(usual.bare(n)))
		most += time.Duration(1.2 * float64(usual.bare(n)))
	}
	if least < 2*24*time.Hour || most > 5*24*time.Hour {
		t.Errorf("the attempts reach over %s to %s", least, most)
	}
	rapid.Check(t, func(r *rapid.T) {
		s := Schedule{First: time.Duration(rapid.Int64Range(1, int64(time.Hour)).Draw(r, "first")), Longest: 12 * time.Hour, Attempts: 14}
		n := rapid.Int64Range(1, 1000).Draw(r, "attempts")
		asked := time.Duration(rapid.Int64Range(0, int64(100*time.Hour)).Draw(r, "asked"))
		d, bare := s.delay(n, asked), s.bare(n)
		if d < time.Duration(0.79*float64(bare)) || d < min(asked, s.Longest) || d > max(time.Duration(1.21*float64(bare)), min(asked, s.Longest)) || s.bare(n+1) < bare || bare > s.Longest {
			r.Fatalf("after %d attempts %s, bare %s", n, d, bare)
		}
	})
}

func TestJitter(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 20 {
		seen[Schedule{}.orUsual().delay(1, 0)] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %d different delays of 20", len(seen))
	}
}
