package webhook

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A secret is shown as the specification has it: whsec_ and its bytes as base64.
const secretMark = "whsec_"

// secretBytes is within the 24 to 64 that the specification asks for.
const secretBytes = 32

func newSecret() []byte {
	secret := make([]byte, secretBytes)
	rand.Read(secret) //nolint:errcheck // it never fails (crypto/rand)
	return secret
}

func shown(secret []byte) string { return secretMark + base64.StdEncoding.EncodeToString(secret) }

// KeyBytes is how long the key is that secrets are sealed with.
const KeyBytes = 32

// Vault seals secrets, so that who has the database has none of them: AES-256-GCM
// under a key that is kept elsewhere, bound to the webhook. A secret cannot be kept
// as a hash, since signing needs it.
type Vault struct {
	// Key gives the key; where there is none yet and create is set, it makes one.
	Key func(create bool) ([]byte, error)
}

func (v Vault) seal(n Name, secret []byte) ([]byte, error) {
	box, err := v.box(true)
	if err != nil {
		return nil, err
	}
	return box.Seal(nil, nil, secret, n.bytes()), nil
}

func (v Vault) open(n Name, sealed []byte) ([]byte, error) {
	box, err := v.box(false)
	if err != nil {
		return nil, err
	}
	secret, err := box.Open(nil, nil, sealed, n.bytes())
	if err != nil {
		return nil, fmt.Errorf("the secret was sealed with another key than this server's; give it the right one with --webhook-key-file, or rotate the secret")
	}
	return secret, nil
}

func (v Vault) box(create bool) (cipher.AEAD, error) {
	key, err := v.Key(create)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (n Name) bytes() []byte { return []byte(n.Workspace + "\n" + n.ID.String()) }

// sign gives the header webhook-signature: one signature for each secret, so that a
// receiver that knows one of them is served while it changes over.
func sign(id string, at time.Time, body []byte, secrets ...[]byte) string {
	var list []string
	for _, secret := range secrets {
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(id + "." + strconv.FormatInt(at.Unix(), 10) + "."))
		mac.Write(body)
		list = append(list, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return strings.Join(list, " ")
}
