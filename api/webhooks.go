package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

func by(c *gin.Context) webhook.By {
	grant := grantOf(c)
	return webhook.By{Workspace: grant.Workspace, Actor: grant.Actor}
}

// ListWebhooks answers GET /v1/webhooks with all of the workspace.
func (s *Server) ListWebhooks(c *gin.Context) {
	list, err := s.options.Webhooks.List(c.Request.Context(), by(c))
	if err != nil {
		fail(c, err)
		return
	}
	answer(c, http.StatusOK, whole(list))
}

// CreateWebhook answers POST to the same path; the secret is in this answer and
// nowhere else.
func (s *Server) CreateWebhook(c *gin.Context, _ oas.CreateWebhookParams) {
	s.secretOnce(c, func() { s.createWebhook(c) })
}

func (s *Server) createWebhook(c *gin.Context) {
	var in webhook.Input
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	made, err := s.options.Webhooks.Create(c.Request.Context(), by(c), in)
	issuedWebhook(c, http.StatusCreated, made, err)
}

// GetWebhook answers GET of one.
func (s *Server) GetWebhook(c *gin.Context, id oas.WebhookPath, _ oas.GetWebhookParams) {
	w, err := s.options.Webhooks.Get(c.Request.Context(), by(c), id)
	showWebhook(c, w, err)
}

// UpdateWebhook answers PATCH of one.
func (s *Server) UpdateWebhook(c *gin.Context, id oas.WebhookPath, _ oas.UpdateWebhookParams) {
	expect, err := expectation(c)
	if err != nil {
		fail(c, err)
		return
	}
	w, err := s.options.Webhooks.Change(c.Request.Context(), by(c), id, expect, mergePatch[webhook.Fields](body(c)))
	showWebhook(c, w, err)
}

// PauseWebhook answers POST …/pause.
func (s *Server) PauseWebhook(c *gin.Context, id oas.WebhookPath, _ oas.PauseWebhookParams) {
	s.onlyOnce(c, func() { s.pauseWebhook(c, id) })
}

func (s *Server) pauseWebhook(c *gin.Context, id oas.WebhookPath) {
	w, err := s.options.Webhooks.Pause(c.Request.Context(), by(c), id)
	showWebhook(c, w, err)
}

// ResumeWebhook answers POST …/resume.
func (s *Server) ResumeWebhook(c *gin.Context, id oas.WebhookPath, _ oas.ResumeWebhookParams) {
	s.onlyOnce(c, func() { s.resumeWebhook(c, id) })
}

func (s *Server) resumeWebhook(c *gin.Context, id oas.WebhookPath) {
	w, err := s.options.Webhooks.Resume(c.Request.Context(), by(c), id)
	showWebhook(c, w, err)
}

// ReplayWebhook answers POST …/replay.
func (s *Server) ReplayWebhook(c *gin.Context, id oas.WebhookPath, _ oas.ReplayWebhookParams) {
	s.onlyOnce(c, func() { s.replayWebhook(c, id) })
}

func (s *Server) replayWebhook(c *gin.Context, id oas.WebhookPath) {
	var in struct{ After ledger.Place }
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	w, err := s.options.Webhooks.Replay(c.Request.Context(), by(c), id, in.After)
	showWebhook(c, w, err)
}

// RotateWebhook answers POST …/rotate with a new secret.
func (s *Server) RotateWebhook(c *gin.Context, id oas.WebhookPath, _ oas.RotateWebhookParams) {
	s.secretOnce(c, func() { s.rotateWebhook(c, id) })
}

func (s *Server) rotateWebhook(c *gin.Context, id oas.WebhookPath) {
	made, err := s.options.Webhooks.Rotate(c.Request.Context(), by(c), id)
	issuedWebhook(c, http.StatusOK, made, err)
}

// RevokeWebhook answers POST …/revoke.
func (s *Server) RevokeWebhook(c *gin.Context, id oas.WebhookPath, _ oas.RevokeWebhookParams) {
	s.onlyOnce(c, func() { s.revokeWebhook(c, id) })
}

func (s *Server) revokeWebhook(c *gin.Context, id oas.WebhookPath) {
	w, err := s.options.Webhooks.Revoke(c.Request.Context(), by(c), id)
	showWebhook(c, w, err)
}
