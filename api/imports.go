package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/bundle"
	"parley/internal/imports"
	"parley/internal/ledger"
)

const importPath = "/v1/imports"

// maxImports is how many imports run at once. Each would wait for the other at the
// database, with its file on the disk.
const maxImports = 1

// importReport is what an import answers.
type importReport struct {
	Kind       imports.Kind   `json:"kind"`
	DryRun     bool           `json:"dry_run"`
	KeepGoing  bool           `json:"keep_going"`
	Items      int            `json:"items"`
	Recorded   int            `json:"recorded"`
	Known      int            `json:"known"`
	Refused    int            `json:"refused"`
	Faults     []ledger.Fault `json:"faults"`
	MoreFaults int            `json:"more_faults"`
	LeftOut    []string       `json:"left_out"`
}

// ImportFile answers POST /v1/imports: what became of the items of a file.
func (s *Server) ImportFile(c *gin.Context, p oas.ImportFileParams) {
	if !s.imports.tryEnter() {
		fail(c, problem(http.StatusServiceUnavailable, "import-running", "Another import is running", "send this one when it is over"))
		return
	}
	defer s.imports.leave()
	came, err := s.receive(c)
	if err != nil {
		fail(c, err)
		return
	}
	defer came.remove()
	c.Set(bodyKey, came.digest) // by which a repeated request is known
	report, err := s.imported(c, came, p)
	s.unhurried(c)
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, report)
}

// errFirst says that a request was not answered before.
var errFirst = errors.New("not answered before")

// imported runs an import, or gives the answer it had under the same key. The answer
// is noted when all is recorded: one that was cut off before is done again, which
// records the rest.
func (s *Server) imported(c *gin.Context, came *arrival, p oas.ImportFileParams) (importReport, error) {
	by := s.caller(c)
	if by.Once == nil {
		return s.importing(c.Request.Context(), by, came, p)
	}
	ctx := c.Request.Context()
	report, err := ledger.Write(ctx, s.ledger, by, func(*ledger.Writer) (importReport, error) { return importReport{}, errFirst })
	if !errors.Is(err, errFirst) {
		return report, err
	}
	batches := by
	batches.Once = nil
	if report, err = s.importing(ctx, batches, came, p); err != nil {
		return report, err
	}
	return ledger.Write(ctx, s.ledger, by, func(*ledger.Writer) (importReport, error) { return report, nil })
}

func (s *Server) importing(ctx context.Context, by ledger.Caller, came *arrival, p oas.ImportFileParams) (importReport, error) {
	source, kind, err := imports.Open(ctx, came.file(), imports.Options{Kind: came.kind, Negotiation: value(p.Negotiation), Mapping: came.mapping})
	var faulty *imports.MappingError
	if errors.As(err, &faulty) {
		return importReport{}, faultyMapping(faulty)
	}
	var wrong *imports.WrongError
	if errors.As(err, &wrong) {
		return importReport{}, problem(http.StatusUnprocessableEntity, "wrong-file", "The file is not what it should be", wrong.Detail)
	}
	if err != nil {
		return importReport{}, err
	}
	if by.Reason == nil {
		by.Reason = new("import of " + came.name)
	}
	o := bundle.Options{DryRun: p.DryRun != nil && *p.DryRun, KeepGoing: p.KeepGoing != nil && *p.KeepGoing}
	report, err := bundle.Record(ctx, s.ledger, by, source, came.name, o)
	if err != nil {
		return importReport{}, cutOff(ctx, report, err)
	}
	if len(report.Faults) > 0 && !o.DryRun && !o.KeepGoing {
		return importReport{}, refusedImport(report)
	}
	return importReport{kind, o.DryRun, o.KeepGoing, report.Items, report.Recorded, report.Known, report.Refused,
		faultsIn(report), report.MoreFaults, presentList(report.LeftOut)}, nil
}

// faultyMapping is the answer to a mapping that cannot be used. Its pointers lead into
// the part of the form.
func faultyMapping(e *imports.MappingError) error {
	p := problem(http.StatusUnprocessableEntity, "mapping-faults", "The mapping has faults", "nothing was read of the file; mend what faults names in the part mapping")
	for _, f := range e.Faults {
		f.Pointer = "/mapping" + f.Pointer
		p.Faults = append(p.Faults, f)
	}
	return p
}

func faultsIn(report bundle.Report) []ledger.Fault {
	list := make([]ledger.Fault, len(report.Faults))
	for i, f := range report.Faults {
		list[i] = f.Fault
	}
	return list
}

func presentList(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// refusedImport is the answer to a file with faults.
func refusedImport(report bundle.Report) error {
	p := problem(http.StatusUnprocessableEntity, "import-faults", "The file has faults",
		fmt.Sprintf("%d of %d items are faulty, with %d faults; nothing was recorded. Mend what faults names and send the file again, or send it with keep_going=true",
			report.Refused, report.Items, len(report.Faults)+report.MoreFaults))
	p.Faults = faultsIn(report)
	return p
}

// cutOff says what is recorded of an import that could not go on.
func cutOff(ctx context.Context, report bundle.Report, err error) error {
	p := problemOf(ctx, err)
	if report.Recorded == 0 || p.Status < http.StatusInternalServerError {
		return err
	}
	return problem(http.StatusServiceUnavailable, "import-cut-off", "The import was cut off",
		fmt.Sprintf("%d items are recorded; send the same request again and it does the rest", report.Recorded))
}
