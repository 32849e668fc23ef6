// Package ops is the operator's edge: logs, metrics, traces, certificates and
// bounds on connections. It knows nothing of negotiations and imports nothing of this
// module; only main imports it and joins it to api and db.
package ops
