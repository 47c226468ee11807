using HaControlPlane.Topology;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>Finds the lists of a container's arguments, and in them a flag.</summary>
internal static class ArgumentList
{
    private static readonly string[] Shells = ["sh", "bash", "ash", "dash", "busybox"];

    /// <summary>The container's <c>command</c> and <c>args</c>, as far as it has them.</summary>
    /// <exception cref="ManifestEditException">There is no such container, or its arguments are not a plain list of its own.</exception>
    public static IReadOnlyList<ManifestNode> Of(ManifestText manifest, string container)
    {
        if (manifest.Root is not { } root || manifest.Documents != 1)
        {
            throw EditRules.Refuse(
                EditRules.Unreadable, $"The file holds {manifest.Documents} YAML documents; the kubelet reads the first alone.", manifest.Root?.Location);
        }

        var spec = Only(root, "spec", EditRules.Unreadable) ?? throw NoContainer(container, root, []);
        var containers = Only(spec, "containers", EditRules.Unreadable) ?? throw NoContainer(container, spec, []);
        var named = containers.Items.Where(c => c.Value("name")?.Text == container).ToArray();
        if (named.Length != 1)
        {
            throw NoContainer(container, containers, [.. containers.Items.Select(c => c.Value("name")?.Text).OfType<string>()]);
        }

        ManifestNode[] lists = [.. new[] { Only(named[0], "command", EditRules.NotPlainList), Only(named[0], "args", EditRules.NotPlainList) }.OfType<ManifestNode>()];
        var shared = manifest.Events.OfType<AnchorAlias>().Select(a => a.Value.Value).ToHashSet(StringComparer.Ordinal);
        if (new[] { root, spec, containers, named[0] }.Concat(lists).FirstOrDefault(n => n.Anchor is { } anchor && shared.Contains(anchor)) is { } taken)
        {
            throw EditRules.Refuse(EditRules.Shared, $"The anchor {Display.Quote("&" + taken.Anchor)} is used elsewhere in the file.", taken.Location);
        }

        if (lists.Length == 0 || lists.FirstOrDefault(l => l.Event is not SequenceStart) is not null)
        {
            throw EditRules.Refuse(EditRules.NotPlainList, $"The container {Display.Quote(container)} has no list command or args.", named[0].Location);
        }

        if (lists.SelectMany(l => l.Items).Select(i => i.Text).ToArray() is [{ } program, ..] words
            && Shells.Contains(program.Split('/')[^1])
            && words.Any(w => w is not null && w.StartsWith('-') && !w.StartsWith("--", StringComparison.Ordinal) && w.EndsWith('c')))
        {
            throw EditRules.Refuse(EditRules.NotPlainList, $"The container {Display.Quote(container)} runs a shell's script.", lists[0].Location);
        }

        return lists;
    }

    /// <summary>The item that gives a flag, with its list; null when none does. The components take _ for - in names.</summary>
    /// <exception cref="ManifestEditException">It is given more than once.</exception>
    public static (ManifestNode List, int Index)? Find(IReadOnlyList<ManifestNode> lists, string flag)
    {
        var found = (
            from list in lists
            from index in Enumerable.Range(0, list.Items.Count)
            where FlagOf(list.Items[index].Text) == flag
            select (List: list, Index: index)).ToArray();
        return found switch
        {
            [] => null,
            [var only] => only,
            [var first, var second, ..] => throw EditRules.Refuse(
                EditRules.GivenTwice,
                $"--{flag} is given on line {first.List.Items[first.Index].Location.Line} already.",
                second.List.Items[second.Index].Location),
        };
    }

    /// <summary>The name of the flag an argument gives, or null.</summary>
    public static string? FlagOf(string? argument) =>
        argument is not null && argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2
            ? argument[2..].Split('=')[0].Replace('_', '-')
            : null;

    private static ManifestNode? Only(ManifestNode mapping, string key, RuleInfo otherwise)
    {
        if (mapping.AliasOf is { } alias)
        {
            throw EditRules.Refuse(EditRules.Shared, $"The alias {Display.Quote("*" + alias)} stands in the way to {key}.", mapping.Location);
        }

        if (mapping.Value("<<") is { } merged)
        {
            throw EditRules.Refuse(EditRules.Shared, $"A merge key stands where {key} is looked for.", merged.Location);
        }

        var values = mapping.Values(key).ToArray();
        if (values is [_, var second, ..])
        {
            throw EditRules.Refuse(otherwise, $"The key {key} is given twice.", second.Location);
        }

        return values is [{ AliasOf: { } target } value]
            ? throw EditRules.Refuse(EditRules.Shared, $"{key} is the alias {Display.Quote("*" + target)}.", value.Location)
            : values.FirstOrDefault();
    }

    private static ManifestEditException NoContainer(string container, ManifestNode place, string[] others) => EditRules.Refuse(
        EditRules.NoContainer,
        others.Contains(container)
            ? $"The container {Display.Quote(container)} is there {others.Count(o => o == container)} times."
            : $"There is no container {Display.Quote(container)}{(others.Length == 0 ? "" : ", only " + Display.List(others.Select(Display.Quote)))}.",
        place.Location);
}
