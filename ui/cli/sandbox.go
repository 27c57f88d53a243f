package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api/sandbox"
	"callsheet/model"
)

func (p *program) sandboxCommand() *cobra.Command {
	var (
		addr string
		c    sandbox.Config
	)
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run the sandbox as a server, for rehearsals and tests",
		Long: "The sandbox answers like Dialgen, and calls nobody. It listens on this machine only\n" +
			"and forgets everything when it stops.",
		Example: "  callsheet sandbox --addr 127.0.0.1:8787\n" +
			"  CALLSHEET_BASE_URL=http://127.0.0.1:8787 DIALGEN_API_KEY=any callsheet leads.csv",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.Speed < 0 {
				return usageError{model.Advice("--speed is how many times faster than real time: 1 or more.")}
			}
			return p.serveSandbox(cmd.Context(), addr, c)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8787", "address to listen on, of this machine only")
	cmd.Flags().Float64Var(&c.Speed, "speed", 1, "how many times faster than real time its clock runs")
	cmd.Flags().Uint64Var(&c.Seed, "seed", 1, "decides the outcome of every call")
	cmd.Flags().Float64Var(&c.Minutes, "minutes", 0, "call minutes available; 0 = plenty")
	return cmd
}

func (p *program) serveSandbox(ctx context.Context, addr string, c sandbox.Config) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usageError{model.Advice("--addr " + addr + " is not an address. Give one such as 127.0.0.1:8787.")}
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usageError{model.Advice(fmt.Sprintf("The sandbox listens on this machine only. Give an address such as 127.0.0.1:8787, not %s.", addr))}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return model.Advice(fmt.Sprintf("The sandbox cannot listen on %s: %v. Give another port.", addr, err))
	}
	base := "http://" + listener.Addr().String()
	c.BaseURL = base
	server := &http.Server{Handler: sandbox.New(c), ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(p.err, "The sandbox answers at %s. Stop it with ctrl+c.\n", base)
	fmt.Fprintf(p.err, "Agent %s, user %s, any key: CALLSHEET_BASE_URL=%s DIALGEN_API_KEY=any callsheet\n", sandbox.DemoAgent, sandbox.DemoUser, base)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serving the sandbox: %w", err)
	case <-ctx.Done():
	}
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return server.Shutdown(shutdown)
}
