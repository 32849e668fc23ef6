package canonical_test

import (
	"testing"

	"parley/internal/canonical"
)

func TestKey(t *testing.T) {
	const page = "wire.example/2026/01/22/envoy"
	for address, want := range map[string]string{
		"https://wire.example/2026/01/22/envoy":                        page,
		" http://wire.example/2026/01/22/envoy\n":                      page,
		"HTTPS://WWW.Wire.Example:443/2026/01/22/envoy/":               page,
		"http://user:pass@wire.example.:80//2026/./01/x/../22/%65nvoy": page,
		"https://m.wire.example/2026/01/22/envoy#comments":             page,
		"https://www.mobile.wire.example/2026/01/22/envoy?":            page,
		// Tracking falls away, what may name the document does not.
		"https://wire.example/2026/01/22/envoy?utm_source=x&UTM_Medium=y&fbclid=1&gclid&ysclid=2&at_medium=rss": page,
		"https://wire.example/2026/01/22/envoy?from=feed":                                                       page + "?from=feed",
		"https://wire.example/?p=17&utm_campaign=z":                                                             "wire.example?p=17",
		"https://wire.example/a?b=2&a=1&b=1":                                                                    "wire.example/a?a=1&b=1&b=2",
		"https://wire.example/a?q=%D0%BC%D0%B8%D1%80+x&&":                                                       "wire.example/a?q=%D0%BC%D0%B8%D1%80%20x",
		"https://wire.example/a?q=мир%20x":                                                                      "wire.example/a?q=%D0%BC%D0%B8%D1%80%20x",
		// AMP
		"https://amp.wire.example/2026/01/22/envoy":                                     page,
		"https://wire.example/amp/2026/01/22/envoy":                                     page,
		"https://wire.example/2026/01/22/envoy/amp/":                                    page,
		"https://wire.example/2026/01/22/envoy/amp.html":                                page,
		"https://wire.example/2026/01/22/envoy.amp":                                     page,
		"https://wire.example/2026/01/22/envoy?amp=1&usqp=mq331AQ":                      page,
		"https://wire.example/2026/01/22/envoy?outputType=amp":                          page,
		"https://wire.example/envoy.amp.html":                                           "wire.example/envoy.html",
		"https://www.google.com/amp/s/www.wire.example/2026/01/22/envoy/amp/":           page,
		"https://www.google.co.uk/amp/wire.example/2026/01/22/envoy":                    page,
		"https://wire-example.cdn.ampproject.org/c/s/wire.example/2026/01/22/envoy":     page,
		"https://cdn.ampproject.org/v/s/www.wire.example/2026/01/22/envoy?amp_js_v=0.1": page,
		"https://wire.example/amp":                                                      "wire.example/amp",
		"https://wire.example/a?amp=5":                                                  "wire.example/a?amp=5",
		"https://wire.example/champ":                                                    "wire.example/champ",
		// Other scripts
		"https://суспільне.укр/новини/22":                        "xn--e1alggjan9e8d.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/22",
		"https://xn--e1alggjan9e8d.xn--j1amh/новини/22":          "xn--e1alggjan9e8d.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/22",
		"https://例え.example/記事/1":                                "xn--r8jz45g.example/%E8%A8%98%E4%BA%8B/1",
		"https://wire.example/أخبار?w=%d8%a3":                    "wire.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?w=%D8%A3",
		"https://wire.example/a%2Fb/c%20d+e":                     "wire.example/a%2Fb/c%20d%2Be",
		"https://[2001:DB8::1]:8443/a":                           "[2001:db8::1]:8443/a",
		"https://wire.example/app#!/story/5":                     "wire.example/app#!%2Fstory%2F5",
		"https://wire.example/#!story":                           "wire.example#!story",
		"https://wire.example/Envoy":                             "wire.example/Envoy",
		"https://www.example/a":                                  "www.example/a",
		"https://wire.example:8080/a":                            "wire.example:8080/a",
		"https://web.archive.org/web/2026/https://wire.example/": "web.archive.org/web/2026/https:/wire.example",
		// No document
		"https://wire.example":                   "",
		"https://www.wire.example/?utm_source=x": "",
		"https://wire.example/#top":              "",
		"ftp://wire.example/a":                   "",
		"/2026/01/22/envoy":                      "",
		"mailto:a@wire.example":                  "",
		"https:///a":                             "",
		"https://wire.example/%zz":               "",
		"":                                       "",
	} {
		if got := canonical.Key(address); got != want {
			t.Errorf("Key(%q) = %q, want %q", address, got, want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, seed := range []string{
		"https://www.wire.example/2026/01/22/envoy/amp?utm_source=x#top", "https://www.m.a.b/amp/amp.html", "http://a.b//c/../../d.amp.amp",
		"https://google.com/amp/s/google.com/amp/s/a.b/c", "https://a.cdn.ampproject.org//c/s/b.c/d", "https://суспільне.укр/новини/22", "https://İ.example/a",
		"https://a.b/?q=%ff&=x&y", "https://a.b/#!/x?y#z", "https://[::1%25eth0]/a", "https://a.b/%2e%2e/%2F", "https://amp.amp/amp.amp", "https://xn--a/b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		key := canonical.Key(address)
		if key == "" {
			return
		}
		if again := canonical.Key("https://" + key); again != key {
			t.Fatalf("Key(%q) = %q, whose key is %q", address, key, again)
		}
	})
}
