package canonical

import (
	"slices"
	"strings"
)

// trackingPrefixes begin the names of parameters that measure campaigns.
var trackingPrefixes = []string{"utm_", "at_", "hsa_", "mtm_", "pk_", "piwik_", "matomo_", "ns_", "oly_", "vero_", "_hs", "__hs"}

// tracking are names of parameters that say where a reader came from and never
// which document is meant. Names that some sites use for the document itself
// (id, p, s, from, ref, source) are not among them.
var tracking = []string{
	// of advertisers and networks: a mark of the click
	"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "msclkid", "yclid", "ysclid",
	"twclid", "ttclid", "li_fat_id", "epik", "igsh", "igshid", "rb_clickid", "wickedid", "irclickid", "srsltid", "sccid", "s_kwcid",
	// of measuring and mailing services
	"_ga", "_gl", "_openstat", "mc_cid", "mc_eid", "mkt_tok", "cmpid", "cmp", "icid", "ncid", "xtor", "xtref", "trk", "trkcampaign", "sc_campaign",
	"guccounter", "guce_referrer", "guce_referrer_sig", "ref_src", "ref_url", "spm", "scm", "s_cid", "mbid", "recip_id",
	// of single publishers, who put them in the links they hand out
	"ocid", "ito", "smid", "smtyp", "taid", "cid_source", "soc_src", "soc_trk", "wt_mc", "dlbk", "partner_source",
}

func isTracking(name string) bool {
	name = strings.ToLower(name)
	return slices.Contains(tracking, name) ||
		slices.ContainsFunc(trackingPrefixes, func(p string) bool { return strings.HasPrefix(name, p) })
}
