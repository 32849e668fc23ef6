package access

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
)

// A token is parley_WORKSPACE_PREFIX_SECRET. The prefix is stored and shown, so that
// a key can be recognised in a list or a log; of the whole only a hash is stored. The
// secret has 130 random bits, so a plain SHA-256 cannot be searched through, and it
// costs a request nothing, as a password hash would.
const tokenMark = "parley_"

func newToken(workspace string) (token, prefix string) {
	prefix = strings.ToLower(rand.Text()[:10])
	return tokenMark + workspace + "_" + prefix + "_" + rand.Text(), prefix
}

func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// parse gives the workspace and the prefix of what looks like a token; slugs have
// no underscore.
func parse(token string) (workspace, prefix string) {
	parts := strings.Split(token, "_")
	if len(parts) != 4 {
		return "", ""
	}
	return parts[1], parts[2]
}
