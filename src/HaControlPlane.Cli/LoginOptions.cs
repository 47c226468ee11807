using System.CommandLine;
using System.Text;
using HaControlPlane.Cli.Output;
using HaControlPlane.Nodes;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli;

/// <summary>
/// How to log in, beyond what the topology says. Passwords come from a prompt or, when standard input is no terminal, as its lines:
/// that of SSH first. Never from the command line.
/// </summary>
internal sealed class LoginOptions
{
    private const string Variable = "HACP_BECOME_PASSWORD";

    private readonly Option<bool> askPassword = new("--ask-pass", "-k")
    {
        Description = "Ask for the password to log in with. sudo is told it too, unless it is given one of its own.",
    };

    private readonly Option<bool> askBecomePassword = new("--ask-become-pass", "-K")
    {
        Description = "Ask for the sudo password. In scripts set HACP_BECOME_PASSWORD instead.",
    };

    private readonly Option<string?> transport = new("--transport")
    {
        Description = "What carries scripts to the nodes; auto: OpenSSH where this machine has a client that will do, else SSH.NET. Default: as the topology says, else auto.",
        HelpName = "auto|openssh|sshnet",
    };

    public LoginOptions() => transport.AcceptOnlyFromAmong("auto", "openssh", "sshnet");

    public void AddTo(Command command)
    {
        command.Options.Add(transport);
        command.Options.Add(askPassword);
        command.Options.Add(askBecomePassword);
    }

    /// <summary>The way to the nodes, once what is to be asked for was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="verbose">Whether it says which transport was chosen, and why.</param>
    public NodeTransports Open(ParseResult parsed, bool verbose) => new(Ask(parsed), Chosen(parsed), verbose ? choice => Console.Error.WriteLine(choice) : null);

    /// <summary>Whether the transport that was chosen is there; says what to do where it is not.</summary>
    public bool IsThere(ParseResult parsed)
    {
        if (Chosen(parsed) is not { } kind || NodeTransports.WhyNot(kind) is not { } why)
        {
            return true;
        }

        InputErrorText.Write(why, $"{why.What} No node was contacted.");
        return false;
    }

    private TransportKind? Chosen(ParseResult parsed) => parsed.GetValue(transport) switch
    {
        "sshnet" => TransportKind.SshNet,
        "openssh" => TransportKind.OpenSsh,
        "auto" => TransportKind.Auto,
        _ => null,
    };

    private OpenSshOptions Ask(ParseResult parsed)
    {
        var login = parsed.GetValue(askPassword) ? Prompt("SSH password: ") : null;
        var become = parsed.GetValue(askBecomePassword) ? Prompt("sudo password: ") : Environment.GetEnvironmentVariable(Variable);
        // Children such as the SSH client have no use for it.
        Environment.SetEnvironmentVariable(Variable, null);
        return new OpenSshOptions { Password = SecretOf(login), BecomePassword = SecretOf(become) };
    }

    private static Secret? SecretOf(string? given) => string.IsNullOrEmpty(given) ? null : new Secret(given);

    private static string? Prompt(string words)
    {
        if (Console.IsInputRedirected)
        {
            return StandardInput.ReadLine();
        }

        Console.Error.Write(words);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
