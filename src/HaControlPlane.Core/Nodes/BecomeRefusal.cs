using HaControlPlane.Topology;

namespace HaControlPlane.Nodes;

/// <summary>Why a login could not become root, and what helps in that case.</summary>
internal static class BecomeRefusal
{
    /// <summary>The error; null where it is about something else.</summary>
    public static NodeException? Of(ControlPlaneNode node, ScriptEnd end)
    {
        if (end.Output.Length > 0)
        {
            return null;
        }

        var user = node.Ssh.User ?? "USER";
        if (node.Ssh.Become == BecomeMethod.Sudo && end.Error.Contains("env: ", StringComparison.Ordinal) && end.Error.Contains("Permission denied", StringComparison.Ordinal))
        {
            return NodeErrors.Create(node, NodeErrorKind.BecomeRefused, $"sudo lets the command start no other program ({SshFailure.LastWords(end.Error)})",
                fix: $"Its rules say noexec: add 'Defaults:{user} !noexec' to sudoers on the node (visudo), or give the rule the tag EXEC:.");
        }

        return SshFailure.ReadBecome(end.Error) is not { } words ? null : NodeErrors.Create(node, NodeErrorKind.BecomeRefused, words, fix: words switch
        {
            _ when words.Contains("must have a tty", StringComparison.Ordinal) =>
                $"Its rules say requiretty: add 'Defaults:{user} !requiretty' to sudoers on the node (visudo).",
            _ when words.Contains("not found", StringComparison.Ordinal) =>
                "Install sudo on the node, or log in as root.",
            _ => null,
        });
    }
}
