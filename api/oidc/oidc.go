// Package oidc lets requests in by tokens of an OpenID Connect issuer: signed JWTs
// whose claims say in which workspace and as what. It imports internal/access,
// coreos/go-oidc, which asks the issuer for its keys, and x/sync.
package oidc

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	oidc "github.com/coreos/go-oidc/v3/oidc"

	"parley/internal/access"
)

// Options say whose tokens are taken and how their claims are read.
type Options struct {
	// Issuer is the address of the issuer; its keys are found by discovery.
	Issuer string
	// Audience is what a token must be made for.
	Audience string
	// WorkspaceClaim and RoleClaim name the claims that hold the slug of a
	// workspace and the role, a text or a list of texts.
	WorkspaceClaim, RoleClaim string
	// Roles maps values of the role claim to roles. Where it is empty the values
	// are the roles' own names.
	Roles map[string]string
	// Spare is how long the issuer is left alone after it was asked, and so how long
	// a failure is remembered; zero for 5 seconds.
	Spare time.Duration
}

// Verifier verifies tokens. The issuer is asked for its keys when the first token
// comes and not at the start, so that a server starts without it.
type Verifier struct {
	options Options
	issuer  *issuer
}

// New makes a verifier.
func New(o Options) *Verifier {
	return &Verifier{options: o, issuer: newIssuer(o.Issuer, cmp.Or(o.Spare, usualSpare))}
}

// algorithms are those whose keys an issuer can publish.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// attempt is one token's: it remembers why a signature was not verified, which the
// library only tells as text.
type attempt struct {
	*issuer
	err error
}

// VerifySignature gives the content of a token that the issuer signed.
func (a *attempt) VerifySignature(ctx context.Context, token string) (content []byte, err error) {
	content, a.err = a.verify(ctx, token)
	return content, a.err
}

// Verify lets in by a token. The refusals are *access.ErrWho. What is no token at all
// is refused without asking the issuer.
func (v *Verifier) Verify(ctx context.Context, token string) (access.Grant, error) {
	a := &attempt{issuer: v.issuer}
	verified, err := oidc.NewVerifier(v.options.Issuer, a, &oidc.Config{ClientID: v.options.Audience, SupportedSigningAlgs: algorithms}).Verify(ctx, token)
	if isSilence(a.err) {
		return access.Grant{}, &access.ErrWho{Detail: "the issuer of tokens cannot be asked now; try again, or use a key"}
	}
	if err != nil {
		return access.Grant{}, &access.ErrWho{Detail: "the token is not one of " + v.options.Issuer + " for this server, or it has expired"}
	}
	claims := map[string]any{}
	if err := verified.Claims(&claims); err != nil {
		return access.Grant{}, &access.ErrWho{Detail: "the claims of the token cannot be read"}
	}
	return v.grant(verified.Subject, claims)
}

// maxSubject is what OpenID Connect Core 1.0 (section 2) allows.
const maxSubject = 255

// grant reads the claims. The actor has a colon, which names of keys have not, so
// that neither can pass for the other.
func (v *Verifier) grant(subject string, claims map[string]any) (access.Grant, error) {
	if !access.IsName(subject, maxSubject) {
		return access.Grant{}, &access.ErrWho{Detail: fmt.Sprintf("the claim sub must have 1 to %d characters, without control and format characters and blanks around them", maxSubject)}
	}
	workspaces := texts(claims[v.options.WorkspaceClaim])
	if len(workspaces) != 1 {
		return access.Grant{}, &access.ErrWho{Detail: fmt.Sprintf("the claim %s must name one workspace", v.options.WorkspaceClaim)}
	}
	role := v.role(texts(claims[v.options.RoleClaim]))
	if role == "" {
		return access.Grant{}, &access.ErrWho{Detail: fmt.Sprintf("the claim %s names no role of this server", v.options.RoleClaim)}
	}
	return access.Grant{Workspace: workspaces[0], Actor: "oidc:" + subject, Role: role, Verified: true}, nil
}

// role is the highest of those that the values of the claim stand for. Nobody looks
// after workspaces by a token: that is left to keys.
func (v *Verifier) role(values []string) access.Role {
	var highest access.Role
	for _, role := range []access.Role{access.Reader, access.Coder, access.Editor, access.Admin} {
		if slices.ContainsFunc(values, func(value string) bool { return v.roleOf(value) == string(role) }) {
			highest = role
		}
	}
	return highest
}

func (v *Verifier) roleOf(value string) string {
	if len(v.options.Roles) == 0 {
		return value
	}
	return v.options.Roles[value]
}

// texts reads a claim that is a text or a list of them.
func texts(claim any) []string {
	switch c := claim.(type) {
	case string:
		return []string{c}
	case []any:
		var list []string
		for _, one := range c {
			if text, isText := one.(string); isText {
				list = append(list, text)
			}
		}
		return list
	}
	return nil
}
