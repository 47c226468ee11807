using System.Globalization;
using HaControlPlane.Rollout;

namespace HaControlPlane.Cli.Output;

/// <summary>What a rollout would do, for people: a diff for each file and a line for each daemon.</summary>
internal static class PlanText
{
    public static void Write(TextWriter writer, StagedRollout staged)
    {
        foreach (var node in staged.Nodes)
        {
            writer.WriteLine(node.HasChanges ? $"{node.Node.Name}:" : $"{node.Node.Name}: nothing to do{(node.Waits is null ? "" : " yet")}");
            if (node.Waits is { } next)
            {
                writer.WriteLine($"  waits for {next}");
            }

            foreach (var link in node.LinkedFolders)
            {
                writer.WriteLine($"  {link.Path} is a link: its files are written to {link.Target}");
            }

            foreach (var service in node.Replaces)
            {
                writer.WriteLine($"  --replace-foreign: {service} is replaced and lost");
            }

            foreach (var file in node.Files.Where(f => f.Kind != FileChangeKind.Unchanged))
            {
                if (file.EditedSince)
                {
                    var at = file.EditedAt is { } time ? string.Create(CultureInfo.InvariantCulture, $", last on {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";
                    writer.WriteLine($"  {file.Path} was edited by hand{at}; that text is replaced, and kept in /var/lib/hacontrolplane.kept on the node");
                }

                if (file is { Kind: FileChangeKind.Changed, Diff.Length: 0 })
                {
                    writer.WriteLine($"  {file.Path} has the right text, put there by another program; what runs reads it again");
                }

                foreach (var line in Style.Diff(file.Diff))
                {
                    writer.WriteLine("  " + line);
                }
            }

            foreach (var daemon in node.Daemons.Where(d => d.Action.Length > 0))
            {
                writer.WriteLine($"  {daemon.Action} {daemon.Name}");
            }
        }
    }
}
