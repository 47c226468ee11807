using System.Net;
using System.Security;
using HaControlPlane.Topology;

namespace HaControlPlane.Binding;

/// <summary>Hands PowerShell's secure strings to the engine.</summary>
internal static class SecretText
{
    /// <summary>The same secret as the engine keeps it; null stays null.</summary>
    public static Secret? Of(SecureString? value) => value is null ? null : new Secret(new NetworkCredential("", value).Password);
}
