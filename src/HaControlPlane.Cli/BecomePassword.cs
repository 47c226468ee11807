using System.Text;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli;

/// <summary>Where the sudo password comes from: a prompt, or the environment for scripts. Never the command line.</summary>
internal static class BecomePassword
{
    private const string Variable = "HACP_BECOME_PASSWORD";

    public static Secret? Get(bool ask)
    {
        var given = ask ? Prompt() : Environment.GetEnvironmentVariable(Variable);
        // Children such as the SSH client have no use for it.
        Environment.SetEnvironmentVariable(Variable, null);
        return string.IsNullOrEmpty(given) ? null : new Secret(given);
    }

    private static string? Prompt()
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine();
        }

        Console.Error.Write("sudo password: ");
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
