using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using HaControlPlane.Errors;
using Microsoft.PowerShell.Commands;

namespace HaControlPlane.Binding;

/// <summary>Turns paths as typed into paths of the file system: the engine runs in another current directory than PowerShell.</summary>
internal static class FilePath
{
    /// <summary>The full path of a file that need not exist. A leading <c>~</c> stays: the SSH client expands it.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public static string? Resolve(PSCmdlet cmdlet, string? path) =>
        string.IsNullOrEmpty(path) || path[0] == '~' ? path : cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>The file a literal path names; null, and an error written, when it is not a file system's.</summary>
    public static string? ResolveLiteral(PSCmdlet cmdlet, string path)
    {
        var file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return IsFileSystem(cmdlet, path, provider) ? file : null;
    }

    /// <summary>The files a path with wildcards names; none, and an error written, when there are none.</summary>
    public static IReadOnlyList<string> ResolveWildcards(PSCmdlet cmdlet, string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (files.Count == 0)
            {
                cmdlet.WriteError(ErrorRecords.NoSuchFile(path));
            }

            return IsFileSystem(cmdlet, path, provider) ? files : [];
        }
        catch (ItemNotFoundException)
        {
            cmdlet.WriteError(ErrorRecords.NoSuchFile(path));
            return [];
        }
    }

    private static bool IsFileSystem(PSCmdlet cmdlet, string path, ProviderInfo provider)
    {
        var known = typeof(FileSystemProvider).IsAssignableFrom(provider.ImplementingType);
        if (!known)
        {
            cmdlet.WriteError(ErrorRecords.NotAFile(path, provider.Name));
        }

        return known;
    }
}
