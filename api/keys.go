package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/access"
)

// GetAccess answers GET /v1/access: as whom the request was let in. It needs no
// role, so that those find out who may do nothing.
func (s *Server) GetAccess(c *gin.Context) {
	grant := grantOf(c)
	c.Header("Cache-Control", "no-store")
	answer(c, http.StatusOK, struct {
		Workspace string      `json:"workspace"`
		Actor     string      `json:"actor"`
		Role      *string     `json:"role"`
		Server    bool        `json:"server"`
		Key       *access.Key `json:"key"`
	}{grant.Workspace, grant.Actor, named(string(grant.Role)), grant.Server, grant.Key})
}

func named(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// ListKeys answers GET /v1/keys with all keys of the workspace.
func (s *Server) ListKeys(c *gin.Context) {
	list, err := s.options.Keys.List(c.Request.Context(), grantOf(c))
	if err != nil {
		fail(c, err)
		return
	}
	answer(c, http.StatusOK, whole(list))
}

// CreateKey answers POST /v1/keys; the token is in this answer and nowhere else.
func (s *Server) CreateKey(c *gin.Context, _ oas.CreateKeyParams) {
	s.secretOnce(c, func() { s.createKey(c) })
}

func (s *Server) createKey(c *gin.Context) {
	var in access.KeyInput
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	made, err := s.options.Keys.Create(c.Request.Context(), grantOf(c), in)
	issuedKey(c, http.StatusCreated, made, err)
}

// GetKey answers GET of one, by its id or name.
func (s *Server) GetKey(c *gin.Context, key oas.KeyPath, _ oas.GetKeyParams) {
	found, err := s.options.Keys.Get(c.Request.Context(), grantOf(c), key)
	showKey(c, found, err)
}

// RevokeKey answers POST …/revoke.
func (s *Server) RevokeKey(c *gin.Context, key oas.KeyPath, _ oas.RevokeKeyParams) {
	s.onlyOnce(c, func() { s.revokeKey(c, key) })
}

func (s *Server) revokeKey(c *gin.Context, key oas.KeyPath) {
	revoked, err := s.options.Keys.Revoke(c.Request.Context(), grantOf(c), key)
	showKey(c, revoked, err)
}

// RotateKey answers POST …/rotate with a new token.
func (s *Server) RotateKey(c *gin.Context, key oas.KeyPath, _ oas.RotateKeyParams) {
	s.secretOnce(c, func() { s.rotateKey(c, key) })
}

func (s *Server) rotateKey(c *gin.Context, key oas.KeyPath) {
	made, err := s.options.Keys.Rotate(c.Request.Context(), grantOf(c), key)
	issuedKey(c, http.StatusOK, made, err)
}
