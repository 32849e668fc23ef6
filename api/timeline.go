package api

import (
	"bytes"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/picture"
	"parley/internal/views"
)

// GetTimeline answers GET /v1/negotiations/{negotiation}/timeline.
func (s *Server) GetTimeline(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetTimelineParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := s.timeline(c, q, p.LapseAfter)
	if err != nil {
		fail(c, err)
		return
	}
	showView(c, p.Format, v.Clock, "timeline", v, v.Rows)
}

// GetTimelinePicture answers GET /v1/negotiations/{negotiation}/timeline.svg.
func (s *Server) GetTimelinePicture(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetTimelinePictureParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := s.timeline(c, q, p.LapseAfter)
	if err != nil {
		fail(c, err)
		return
	}
	var drawn bytes.Buffer
	if err := picture.Timeline(&drawn, v); err != nil {
		fail(c, err)
		return
	}
	showPicture(c, v.Clock, drawn.Bytes())
}

func (s *Server) timeline(c *gin.Context, q scope, lapseAfter *oas.LapseAfter) (views.Timeline, error) {
	lapse, err := period(lapseAfter)
	if err != nil {
		return views.Timeline{}, err
	}
	m, err := s.material(c, q)
	if err != nil {
		return views.Timeline{}, err
	}
	return m.Timeline(lapse), nil
}
