package access

import (
	"crypto/rand"
	"crypto/sha256"
	"regexp"
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

var tokenForm = regexp.MustCompile(`^` + tokenMark + `([a-z0-9-]{1,64})_([a-z0-9]{1,32})_([A-Z0-9]{1,64})$`)

// parse gives the workspace and the prefix of what has the form of a token. Nothing
// else is looked up, so that a database meets no text that it would not take.
func parse(token string) (workspace, prefix string, isToken bool) {
	parts := tokenForm.FindStringSubmatch(token)
	if parts == nil {
		return "", "", false
	}
	return parts[1], parts[2], true
}
