using HaControlPlane.Rendering;

namespace HaControlPlane.Nodes;

/// <summary>Tells from a command line whether keepalived or haproxy runs on our configuration.</summary>
internal static class DaemonOptions
{
    /// <summary>keepalived's short options with an argument (main.c of 2.0 to 2.3). Of g and t it may only be attached.</summary>
    private const string KeepalivedArguments = "SfpcrbisuAL";

    /// <summary>haproxy's options with an argument (haproxy.c of 2.0 to 3.2).</summary>
    private static readonly HashSet<string> HaproxyArguments = ["-C", "-n", "-N", "-m", "-L", "-p", "-x", "-S", "-dt", "-dr"];

    /// <summary>The first option that keeps a daemon from our configuration, or null when it runs on that.</summary>
    /// <param name="daemon">keepalived or haproxy.</param>
    /// <param name="arguments">Its command line behind the program.</param>
    /// <returns>The option as written, and where among the arguments its value stands.</returns>
    public static (string Option, int Index)? Elsewhere(string daemon, IReadOnlyList<string> arguments) =>
        daemon == "haproxy" ? Haproxy(arguments) : Keepalived(arguments);

    /// <summary>The file that a daemon must read.</summary>
    public static string ConfigOf(string daemon) => daemon == "haproxy" ? NodePaths.HaproxyConfig : NodePaths.KeepalivedConfig;

    private static (string Option, int Index)? Keepalived(IReadOnlyList<string> arguments)
    {
        (string Option, int Index)? elsewhere = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                var name = argument[2..].Split('=')[0];
                var attached = argument.Contains('=', StringComparison.Ordinal);
                if (name is "use-file" or "namespace" or "check" or "config-test")
                {
                    var takes = name is "use-file" or "namespace" && !attached;
                    var value = attached ? argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..] : takes && i + 1 < arguments.Count ? arguments[i + 1] : string.Empty;
                    i += takes ? 1 : 0;
                    Judge(name[0] is 'u' ? 'f' : name[0] is 'n' ? 's' : name == "check" ? 'C' : 't', value, takes ? $"{argument} {value}" : argument, Math.Min(i, arguments.Count - 1));
                }

                continue;
            }

            for (var c = 1; argument is ['-', ..] && c < argument.Length; c++)
            {
                var rest = argument[(c + 1)..];
                if (KeepalivedArguments.Contains(argument[c], StringComparison.Ordinal))
                {
                    var value = rest.Length > 0 ? rest : i + 1 < arguments.Count ? arguments[i + 1] : string.Empty;
                    i += rest.Length > 0 ? 0 : 1;
                    Judge(argument[c], value, $"-{argument[c]} {value}", Math.Min(i, arguments.Count - 1));
                    break;
                }

                Judge(argument[c], string.Empty, $"-{argument[c]}", i);
                if (argument[c] is 'g' or 't')
                {
                    break;
                }
            }
        }

        return elsewhere;

        // The last file counts; without VRRP, in another network or as a test no file makes it hold the address.
        void Judge(char option, string value, string written, int index)
        {
            if (option is 'f')
            {
                elsewhere = IsPath(value, NodePaths.KeepalivedConfig) ? null : (written, index);
            }
            else if (option is 's' or 'C' or 't')
            {
                elsewhere ??= (written, index);
            }
        }
    }

    private static (string Option, int Index)? Haproxy(IReadOnlyList<string> arguments)
    {
        var folder = "/";
        var files = new List<(string Path, int Index)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "-f" when i + 1 < arguments.Count:
                    files.Add((arguments[++i], i));
                    break;
                case "--":
                    files.AddRange(arguments.Skip(i + 1).Select((f, n) => (f, i + 1 + n)));
                    i = arguments.Count;
                    break;
                case "-c":
                    return ("-c", i);
                case "-C" when i + 1 < arguments.Count:
                    folder = arguments[++i];
                    break;
                case "-sf" or "-st":
                    // Processes that it takes the place of.
                    while (i + 1 < arguments.Count && arguments[i + 1].All(char.IsAsciiDigit))
                    {
                        i++;
                    }

                    break;
                case var option when HaproxyArguments.Contains(option):
                    i++;
                    break;
            }
        }

        var reads = files.Any(f => IsPath(Full(f.Path), NodePaths.HaproxyConfig) || IsPath(Full(f.Path).TrimEnd('/'), NodePaths.HaproxyFolder));
        return reads || files.Count == 0 ? null : ($"-f {files[0].Path}", files[0].Index);

        string Full(string path) => path.StartsWith('/') ? path : $"{folder.TrimEnd('/')}/{path}";
    }

    /// <summary>The same path, doubled slashes and steps aside.</summary>
    private static bool IsPath(string path, string expected)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts) == expected;
    }
}
