package api

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/rs/cors"
)

// shared lets pages of the named sites use the interface from a browser. Without
// any the headers that would allow it are never sent.
func (s *Server) shared(next http.Handler) (http.Handler, error) {
	if len(s.options.Origins) == 0 {
		return next, nil
	}
	for _, origin := range s.options.Origins {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil {
			return nil, fmt.Errorf("cors-origins: %q is not a site such as https://desk.example.org", origin)
		}
	}
	return cors.New(cors.Options{
		AllowedOrigins: s.options.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPatch},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "Parley-Reason", "Parley-Workspace"},
		ExposedHeaders: []string{"ETag", "Link", "Location", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After", "X-Request-Id", "Parley-As-Of", "Parley-Codebook", "Parley-Known-At", "Parley-Known-At-Time", "Parley-Match", "Parley-Row-Count", "Parley-SHA256"},
		MaxAge:         600,
	}).Handler(next), nil
}
