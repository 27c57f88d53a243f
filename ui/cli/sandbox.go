package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/reason"
)

// sandboxCommand is `callsheet sandbox`.
type sandboxCommand struct{ command }

func (c sandboxCommand) cobra() *cobra.Command {
	var (
		addr   string
		faults []string
		config sandbox.Config
	)
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run the sandbox as a server, for rehearsals and tests",
		Long: "The sandbox answers like Dialgen, and calls nobody. It listens on this machine only\n" +
			"and forgets everything when it stops.\n\n" +
			sandbox.InspectionHelp() + "\n\nWith --fault, requests go wrong as scripted, each in the way a network or a service can fail.\n" +
			sandbox.FaultHelp(),
		Example: "  callsheet sandbox --addr 127.0.0.1:8787\n" +
			"  callsheet sandbox --fault create:2=drop-after --fault 'list:*=lag:5s' --fault create:4-6=429:1\n" +
			"  curl http://127.0.0.1:8787/sandbox/dials\n" +
			"  CALLSHEET_BASE_URL=http://127.0.0.1:8787 DIALGEN_API_KEY=any callsheet leads.csv",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if config.Speed < 0 {
				return usageError{model.UserError("--speed is how many times faster than real time: 1 or more.")}
			}
			var err error
			if config.Faults, err = readFaults(faults); err != nil {
				return err
			}
			return c.serveSandbox(cmd.Context(), addr, config)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8787", "address to listen on, of this machine only")
	cmd.Flags().Float64Var(&config.Speed, "speed", 1, "how many times faster than real time its clock runs")
	cmd.Flags().Uint64Var(&config.Seed, "seed", 1, "decides the outcome of every call")
	cmd.Flags().Float64Var(&config.Minutes, "minutes", 0, "call minutes available; 0 = plenty")
	cmd.Flags().StringArrayVar(&faults, "fault", nil, "what goes wrong, such as create:2=drop-after; may be given several times")
	return cmd
}

// readFaults reads the scripts given by flags.
func readFaults(scripts []string) ([]sandbox.Fault, error) {
	var faults []sandbox.Fault
	for _, script := range scripts {
		some, err := sandbox.ParseFaults(script)
		if err == nil && some == nil {
			err = errors.New("--fault is empty. Say what goes wrong, such as create:2=drop-after")
		}
		if err != nil {
			return nil, usageError{model.UserError(err.Error())}
		}
		faults = append(faults, some...)
	}
	return faults, nil
}

func (c sandboxCommand) serveSandbox(ctx context.Context, addr string, config sandbox.Config) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usageError{model.UserError("--addr " + addr + " is not an address. Give one such as 127.0.0.1:8787.")}
	}
	if !api.IsLoopback(host) {
		return usageError{model.UserError(fmt.Sprintf("The sandbox listens on this machine only. Give an address such as 127.0.0.1:8787, not %s.", addr))}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return model.UserError(fmt.Sprintf("The sandbox cannot listen on %s: %s. Give another port.", addr, reason.Of(err)))
	}
	base := "http://" + listener.Addr().String()
	config.BaseURL = base
	server := &http.Server{
		Handler:           forThisMachine(sandbox.New(config)),
		ReadHeaderTimeout: 10 * time.Second,
		// A reply that hangs ends with the sandbox.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	fmt.Fprintf(c.io.err, "The sandbox answers at %s. Stop it with ctrl+c.\n", base)
	fmt.Fprintf(c.io.err, "Agent %s, user %s, any key: CALLSHEET_BASE_URL=%s DIALGEN_API_KEY=any callsheet\n", sandbox.DemoAgent, sandbox.DemoUser, base)
	var served error
	ended := panics.Go(func() { served = server.Serve(listener) })
	select {
	case f := <-ended:
		if f != nil {
			panic(f)
		}
		return fmt.Errorf("serving the sandbox: %w", served)
	case <-ctx.Done():
	}
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(shutdown); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return server.Close() // a slow reply is not waited for
}

// forThisMachine answers only requests that name this machine. A page from
// elsewhere, opened in a browser here, could otherwise let its own name lead to
// the sandbox and read the numbers in it.
func forThisMachine(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = strings.Trim(r.Host, "[]") // no port
		}
		if !api.IsLoopback(host) {
			http.Error(w, "The sandbox answers to names of this machine only, such as 127.0.0.1.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
