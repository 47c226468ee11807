using HaControlPlane.Nodes;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace HaControlPlane.SshNet.Login;

/// <summary>Answers a server that asks for the password as one of any questions: the first of them, once, and no other.</summary>
internal sealed class Questions(PasswordLogin login)
{
    /// <summary>Whether it was told the password.</summary>
    public bool WasAnswered { get; private set; }

    /// <summary>A question that is none for the password; null when there was none.</summary>
    public string? Other { get; private set; }

    /// <summary>The method of a login by questions.</summary>
    public KeyboardInteractiveAuthenticationMethod Method(string user)
    {
        var method = new KeyboardInteractiveAuthenticationMethod(user);
        method.AuthenticationPrompt += Answer;
        return method;
    }

    private void Answer(object? sender, AuthenticationPromptEventArgs asks)
    {
        foreach (var prompt in asks.Prompts)
        {
            if (WasAnswered || !prompt.Request.Contains("assword", StringComparison.Ordinal))
            {
                Other = prompt.Request.Trim();
                throw new SshException("This question is not answered here.");
            }

            WasAnswered = true;
            prompt.Response = login.Text;
        }
    }
}
