package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/access"
)

// ListWorkspaces answers GET /v1/workspaces with all of them.
func (s *Server) ListWorkspaces(c *gin.Context) {
	list, err := s.options.Keys.Workspaces(c.Request.Context())
	if err != nil {
		fail(c, err)
		return
	}
	answer(c, http.StatusOK, whole(list))
}

// CreateWorkspace answers POST to the same path.
func (s *Server) CreateWorkspace(c *gin.Context, _ oas.CreateWorkspaceParams) {
	s.onlyOnce(c, func() { s.createWorkspace(c) })
}

func (s *Server) createWorkspace(c *gin.Context) {
	var in access.WorkspaceInput
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	made, err := s.options.Keys.CreateWorkspace(c.Request.Context(), in)
	if err == nil {
		c.Header("Location", "/v1/workspaces/"+made.Slug)
	}
	showWorkspace(c, http.StatusCreated, made, err)
}

// GetWorkspace answers GET of one.
func (s *Server) GetWorkspace(c *gin.Context, workspace oas.WorkspacePath, _ oas.GetWorkspaceParams) {
	found, err := s.options.Keys.Workspace(c.Request.Context(), workspace)
	showWorkspace(c, http.StatusOK, found, err)
}

// UpdateWorkspace answers PATCH of one.
func (s *Server) UpdateWorkspace(c *gin.Context, workspace oas.WorkspacePath, _ oas.UpdateWorkspaceParams) {
	expect, err := expectation(c)
	if err != nil {
		fail(c, err)
		return
	}
	changed, err := s.options.Keys.ChangeWorkspace(c.Request.Context(), workspace, expect, mergePatch[access.WorkspaceFields](body(c)))
	showWorkspace(c, http.StatusOK, changed, err)
}
