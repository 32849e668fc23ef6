# story.sh BASE: records a little of everything that every version knows. It prints
# what was not taken.
B=$1/v1
send() { curl -s -o /dev/null -w "%{http_code} $1 $2\n" -X "$1" "$B/$2" -H "Content-Type: ${4:-application/json}" -H 'Parley-Reason: for the fixture' ${5:+-H "$5"} -d "$3" | grep -v '^20' || true; }
post() { send POST "$@"; }
post negotiations '{"slug":"canal-talks","name":"Canal talks"}'
post parties '{"slug":"upland","kind":"state","name":"Upland"}'
post parties '{"slug":"lowland","kind":"state","name":"Низинне 低地"}'
post parties '{"slug":"low-land","kind":"state","name":"Low Land"}'
post parties '{"slug":"envoy","kind":"person","name":"The envoy"}'
post parties/envoy/memberships '{"group":"upland","role":"envoy","from":"2026-01"}'
post parties/low-land/merge '{"into":"lowland"}'
post issues '{"slug":"tolls","negotiation":"canal-talks","question":"Who sets the tolls on the canal?"}'
post negotiations/canal-talks/participations '{"party":"upland","role":"party"}'
post negotiations/canal-talks/rounds '{"slug":"round-1","name":"First","held":"2026-03-01"}'
post proposals '{"slug":"joint-board","negotiation":"canal-talks","name":"A joint board","issues":["tolls"]}'
post salience '{"party":"upland","issue":"tolls","value":70,"dated":"2026-03"}'
post articles '{"slug":"gazette","publisher":"The Gazette","title":"Ready to share","published":"2026-03-05","text":"Upland would let a joint board set the tolls, its envoy said on Thursday, “provided Lowland dredges its half”. Lowland did not answer. The talks go on next week in the town hall of Midway."}'
post articles '{"slug":"herald","publisher":"The Herald","title":"Ready to share","published":"2026-03-06","text":"Upland would let a joint board set the tolls, its envoy said on Thursday, “provided Lowland dredges its half”. Lowland did not answer. The Gazette had it first, and more will be known on Monday, when they meet."}'
P='"party":"upland","issue":"tolls","act":"offer","stance":"supports_conditionally"'
post positions '{"slug":"joint",'"$P"',"summary":"A joint board sets the tolls.","stated":"2026-03-05","conditions":[{"kind":"reciprocal","text":"Lowland dredges its half","party":"lowland"}],"evidence":[{"article":"gazette","attribution":"named","quote":"would let a joint board set the tolls"},{"article":"herald","quote":"provided Lowland dredges its half"}]}' application/json 'Idempotency-Key: once'
post positions '{"slug":"silent","party":"lowland","issue":"tolls","act":"decline_to_comment","summary":"Lowland did not answer 🤐.","stated":"2026-03-05","status":"proposed","evidence":[{"article":"gazette","quote":"Lowland did not answer"}]}'
post positions '{"slug":"wrong",'"$P"',"summary":"Coded twice.","stated":"2026-03-05~","evidence":[{"article":"gazette","quote":"go on next week"}]}'
post positions/wrong/retract '{"reason":"coded twice"}'
E=$(curl -s -D- -o /dev/null "$B/positions/joint" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
send PATCH positions/joint '{"confidence":"high"}' application/merge-patch+json "If-Match: $E"
post articles/gazette/revisions '{"text":"Upland would allow a joint board to set the tolls, its envoy said on Friday, “provided Lowland dredges its half”. Lowland did not answer."}'
