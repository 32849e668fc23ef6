package db

import (
	"fmt"
	"net/url"
	"strings"
)

// asVariable are parameters of a URL that say how a server is reached, and the variables
// by which PostgreSQL's programs take them. What is not in the URL is left to them: they
// have pgx's defaults, and read the same variables.
var asVariable = map[string]string{
	"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
	"connect_timeout": "PGCONNECT_TIMEOUT", "target_session_attrs": "PGTARGETSESSIONATTRS", "options": "PGOPTIONS",
	"krbsrvname": "PGKRBSRVNAME", "service": "PGSERVICE", "servicefile": "PGSERVICEFILE",
}

// environment is the way to the database as PostgreSQL's programs take it.
func (s *postgresServer) environment() []string {
	hosts, ports := s.hosts()
	all := []string{"PGHOST=" + hosts, "PGPORT=" + ports, "PGUSER=" + s.config.User, "PGPASSWORD=" + s.config.Password, "PGDATABASE=" + s.config.Database}
	u, err := url.Parse(s.config.ConnString())
	if err != nil {
		return all
	}
	for name, value := range u.Query() {
		if variable := asVariable[name]; variable != "" {
			all = append(all, variable+"="+value[0])
		}
	}
	return all
}

// hosts lists the servers in the order in which they are tried. pgx has one twice where
// it would try without TLS as well.
func (s *postgresServer) hosts() (hosts, ports string) {
	each := []string{s.config.Host}
	at := []string{fmt.Sprint(s.config.Port)}
	for _, other := range s.config.Fallbacks {
		host, port := other.Host, fmt.Sprint(other.Port)
		if last := len(each) - 1; each[last] != host || at[last] != port {
			each, at = append(each, host), append(at, port)
		}
	}
	return strings.Join(each, ","), strings.Join(at, ",")
}
