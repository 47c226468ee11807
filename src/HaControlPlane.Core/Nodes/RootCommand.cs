using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>A command as root runs it, for a login that need not be root's.</summary>
internal static class RootCommand
{
    /// <summary>
    /// sudo asks three times, and would take the script for the next passwords: three failures lock an account. So it is asked first
    /// whether it takes this one, with nothing after it on its input.
    /// </summary>
    private const string SudoOnce = "IFS= read -r p; printf '%s\\n' \"$p\" | sudo -S -p '' -v && { printf '%s\\n' \"$p\"; exec cat; } | sudo -S -p '' ";

    /// <summary>The command for the login shell.</summary>
    /// <param name="become">How the login becomes root.</param>
    /// <param name="withPassword">Whether the first line of its input is sudo's password.</param>
    /// <param name="command">The command.</param>
    public static string Of(BecomeMethod become, bool withPassword, string command) => become switch
    {
        BecomeMethod.Sudo when !withPassword => $"sudo -n {command}",
        BecomeMethod.Sudo => $"/bin/sh -c {ShellQuote.Word(SudoOnce + command)}",
        _ => command,
    };
}
