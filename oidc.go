package main

import (
	"parley/api/oidc"
	"parley/internal/access"
)

// oidcOptions say whose tokens are taken beside keys.
type oidcOptions struct {
	Issuer         string            `env:"PARLEY_OIDC_ISSUER" placeholder:"URL" help:"Take tokens of this OpenID Connect issuer beside keys."`
	Audience       string            `env:"PARLEY_OIDC_AUDIENCE" default:"parley" help:"What the tokens must be made for."`
	WorkspaceClaim string            `env:"PARLEY_OIDC_WORKSPACE_CLAIM" default:"parley_workspace" help:"Claim that names the workspace."`
	RoleClaim      string            `env:"PARLEY_OIDC_ROLE_CLAIM" default:"parley_role" help:"Claim that names the role, or a list of which one does."`
	Roles          map[string]string `env:"PARLEY_OIDC_ROLES" placeholder:"VALUE=ROLE;…" help:"What values of the role claim stand for, such as desk=editor;interns=reader. Default: the roles' own names."`
}

// verifier is nil where no issuer is given.
func (o *oidcOptions) verifier() access.Verifier {
	if o.Issuer == "" {
		return nil
	}
	return oidc.New(oidc.Options{Issuer: o.Issuer, Audience: o.Audience, WorkspaceClaim: o.WorkspaceClaim, RoleClaim: o.RoleClaim, Roles: o.Roles})
}
