using System.Globalization;
using System.Text;

namespace HaControlPlane.Scripts;

/// <summary>
/// A script for a node's <c>/bin/sh</c>: the functions it needs and the calls to make. It travels on standard input,
/// so nothing of it is ever on a command line, and it runs only if it arrived whole.
/// </summary>
public sealed class NodeScript
{
    /// <summary>Everything on standard input up to and with this line belongs to whoever asked for a password.</summary>
    private const string Begin = "hacp-begin\n";

    private readonly string[] calls;

    /// <summary>The functions: the same bytes for all scripts that need the same.</summary>
    private readonly byte[] head;
    private readonly byte[] body;

    /// <summary>A script of the library and these calls, each a line of shell.</summary>
    /// <param name="title">What it does, for progress and errors.</param>
    /// <param name="calls">The lines of shell after the library.</param>
    public NodeScript(string title, params IEnumerable<string> calls)
    {
        Title = title;
        this.calls = [.. calls];
        head = ShellLibrary.HeadFor(this.calls);
        body = Lines([.. this.calls, "say end 0"]);
    }

    /// <summary>What it does: one or two words.</summary>
    public string Title { get; }

    /// <summary>After how long the node counts as hung. A minute: far above anything but waiting for daemons.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The command for the login shell: it holds no value of the plan, only the script's length, and reads no further, so that the
    /// input may stay open. The C locale makes the shell count bytes; the trailing dot keeps the line ends that a command
    /// substitution would drop.
    /// </summary>
    public string Command
    {
        get
        {
            var length = (head.Length + body.Length).ToString(CultureInfo.InvariantCulture);
            return "env LC_ALL=C /bin/sh -c 'while IFS= read -r s; do case $s in " + Begin.TrimEnd('\n') + ") break ;; esac; done; "
                + $"s=$(head -c {length}; printf .); s=${{s%.}}; "
                + $"if [ ${{#s}} -ne {length} ]; then echo \"@cut ${{#s}}\"; exit 97; fi; eval \"$s\"'";
        }
    }

    /// <summary>The bytes for standard input: the password line for sudo where there is one, the mark, the script.</summary>
    public byte[] Input(string? becomePassword) =>
        [.. Encoding.UTF8.GetBytes((becomePassword is null ? "" : becomePassword + "\n") + Begin), .. head, .. body];

    /// <summary>
    /// The same script with lines of shell between the library and the calls: how tests stop a node at an exact point.
    /// What the node keeps of the library, for its watch and for undoing, stays the library itself.
    /// </summary>
    internal NodeScript With(string lines) => new(Title, [lines, .. calls]) { TimeLimit = TimeLimit };

    /// <summary>Straight into the bytes that are sent: a text of every node's may be long, and there may be many nodes.</summary>
    private static byte[] Lines(string[] lines)
    {
        var bytes = new byte[lines.Sum(l => Encoding.UTF8.GetByteCount(l) + 1)];
        var rest = bytes.AsSpan();
        foreach (var line in lines)
        {
            rest = rest[Encoding.UTF8.GetBytes(line, rest)..];
            rest[0] = (byte)'\n';
            rest = rest[1..];
        }

        return bytes;
    }
}
