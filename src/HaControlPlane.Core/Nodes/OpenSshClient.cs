using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HaControlPlane.Nodes;

/// <summary>The SSH client of this machine, as it names itself.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Banner">The first line of <c>ssh -V</c>; empty when it said nothing.</param>
/// <param name="Version">Its version, such as 9.2; null when it is not OpenSSH.</param>
internal sealed partial record OpenSshClient(string Path, string Banner, Version? Version)
{
    /// <summary>A client answers in milliseconds; this is for a busy machine.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    /// <summary>The client of a name or path; null where there is none that can be started.</summary>
    public static async Task<OpenSshClient?> FindAsync(string program, CancellationToken cancellationToken)
    {
        if (PathOf(program) is not { } path)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswersWithin);
        try
        {
            var said = await LocalProcess.RunAsync(path, ["-V"], default, limit.Token).ConfigureAwait(false);
            var banner = (said.Error + said.Output).Split('\n')[0].Trim();
            return new OpenSshClient(path, banner, VersionIn(banner));
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OpenSshClient(path, "", null);
        }
    }

    /// <summary>Where a program is: a path as it stands, a name in the first folder of PATH that has it; null for nowhere.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folders">The folders; null for those of PATH.</param>
    public static string? PathOf(string program, string? folders = null)
    {
        if (program.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return File.Exists(program) ? program : null;
        }

        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program] : [program];
        return (folders ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(CanRun);
    }

    /// <summary>Where a program was looked for in vain, as the end of a sentence.</summary>
    public static string WhereNot(string program) => program.AsSpan().IndexOfAny('/', '\\') >= 0 ? $"there is no program {program}" : $"there is no '{program}' on PATH";

    /// <summary>The version in a client's banner; null for one that is not OpenSSH's.</summary>
    internal static Version? VersionIn(string banner) => Numbers().Match(banner) is { Success: true } found
        ? new Version(int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture))
        : null;

    private static bool CanRun(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    [GeneratedRegex(@"^OpenSSH_(?:for_Windows_)?(\d{1,4})\.(\d{1,4})")]
    private static partial Regex Numbers();
}
