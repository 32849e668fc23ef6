package api

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/internal/ledger"
)

// kept is the answer to a request that is no transaction of the ledger. It may hold
// the secret of a key or webhook, so it is sealed under the client's own
// Idempotency-Key, of which the database has a hash only: who reads the database
// learns nothing that the client did not choose to be guessed.
type kept struct{ Sealed []byte }

type keptAnswer struct {
	Status   int
	Location string
	ETag     string
	Body     []byte
}

// rememberKey is where a request has what keeps its answer.
const rememberKey = "parley.remember"

// minSecretKey is how long an Idempotency-Key must be that seals a secret.
const minSecretKey = 20

// secretOnce is onlyOnce where the answer shows a secret.
func (s *Server) secretOnce(c *gin.Context, run func()) {
	if given := c.GetHeader("Idempotency-Key"); given != "" && len(given) < minSecretKey {
		fail(c, badParameter("Idempotency-Key", "minLength", "the answer holds a secret, which is kept sealed under this key: give at least 20 characters that nobody can guess, such as a random UUID"))
		return
	}
	s.onlyOnce(c, run)
}

// onlyOnce runs what is no transaction of the ledger at most once for an
// Idempotency-Key, and answers as the first time when it is repeated.
func (s *Server) onlyOnce(c *gin.Context, run func()) {
	asked := once(c)
	if asked == nil {
		run()
		return
	}
	seal := sealOf(c.GetHeader("Idempotency-Key"))
	hashed := sha256.Sum256([]byte(asked.Key))
	asked.Key = "sha256:" + hex.EncodeToString(hashed[:])
	at := workspace(c)
	if _, busy := s.underway.LoadOrStore(at+" "+asked.Key, true); busy {
		fail(c, ledger.Conflict("a request with this Idempotency-Key is under way; repeat it in a moment"))
		return
	}
	defer s.underway.Delete(at + " " + asked.Key)
	var before kept
	switch found, err := s.ledger.Answered(c.Request.Context(), at, asked, &before); {
	case err != nil:
		fail(c, err)
	case found:
		again(c, seal, before)
	default:
		c.Set(rememberKey, func(a keptAnswer) { s.remember(c, at, asked, seal, a) })
		run()
	}
}

// remember keeps an answer. What it answers is done by now, so a failure is told in
// the log only, and to the client by the repeat. It does not end with the request.
func (s *Server) remember(c *gin.Context, workspace string, asked *ledger.Once, seal cipher.AEAD, a keptAnswer) {
	text, err := json.Marshal(a)
	if err == nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), 10*time.Second)
		defer cancel()
		err = s.ledger.Remember(ctx, workspace, asked, kept{seal.Seal(nil, nil, text, nil)})
	}
	if err != nil {
		s.options.Log.Error("an answer could not be kept for its Idempotency-Key", "error", err)
	}
}

func again(c *gin.Context, seal cipher.AEAD, before kept) {
	text, err := seal.Open(nil, nil, before.Sealed, nil)
	var a keptAnswer
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Cache-Control", "no-store")
	for name, value := range map[string]string{"Location": a.Location, "ETag": a.ETag} {
		if value != "" {
			c.Header(name, value)
		}
	}
	c.Data(a.Status, jsonType, a.Body)
}

// data writes an answer and keeps it where the request is to be done only once.
func data(c *gin.Context, status int, body []byte) {
	if remember, asked := c.Get(rememberKey); asked && status < http.StatusMultipleChoices {
		remember.(func(keptAnswer))(keptAnswer{status, c.Writer.Header().Get("Location"), c.Writer.Header().Get("ETag"), body})
	}
	c.Data(status, jsonType, body)
}

// sealOf derives a key by HKDF (RFC 5869) and seals by AES-GCM with random nonces,
// which stand before what they sealed.
func sealOf(idempotencyKey string) cipher.AEAD {
	key, err := hkdf.Key(sha256.New, []byte(idempotencyKey), nil, "parley answer kept for an Idempotency-Key", 32)
	if err != nil {
		panic(err) // only for lengths that SHA-256 cannot give
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // only for keys of another length
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // only for ciphers of another block size
	}
	return seal
}
