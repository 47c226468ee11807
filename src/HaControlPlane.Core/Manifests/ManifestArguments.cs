using System.Text.RegularExpressions;
using HaControlPlane.Topology;
using YamlDotNet.Core.Events;

namespace HaControlPlane.Manifests;

/// <summary>
/// Reads and changes the arguments of a container in the text of a static pod's manifest. Only the bytes of the
/// arguments that change do: comments, order, quotes, line ends and everything else stay as they are.
/// </summary>
public static partial class ManifestArguments
{
    /// <summary>The values of a container's flags by name; a flag without a value has the empty text.</summary>
    /// <param name="text">The manifest.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="flag">The flag's name without its dashes.</param>
    /// <param name="file">The manifest's name for errors.</param>
    /// <returns>The flag's value, the empty text when it has none, or null when the flag is not given.</returns>
    /// <exception cref="ManifestEditException">The manifest, the container or its arguments cannot be read.</exception>
    public static string? Read(string text, string container, string flag, string file = "manifest")
    {
        var lists = ArgumentList.Of(ManifestText.Read(text, file), container);
        if (ArgumentList.Find(lists, flag) is not { } found)
        {
            return null;
        }

        var argument = found.List.Items[found.Index].Text!;
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 ? argument[(equals + 1)..] : SeparateValue(found.List, found.Index)?.Text ?? string.Empty;
    }

    /// <summary>The manifest with changed arguments; the very same text when they are so already.</summary>
    /// <param name="text">The manifest.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="changes">What is to become of which flag. They are made in this order.</param>
    /// <param name="file">The manifest's name for errors.</param>
    /// <exception cref="ManifestEditException">It cannot be done without touching something else (HCP390 to HCP395).</exception>
    public static string Edit(string text, string container, IEnumerable<ArgumentChange> changes, string file = "manifest") =>
        changes.Aggregate(text, (current, change) => Edit(current, container, change, file));

    private static string Edit(string text, string container, ArgumentChange change, string file)
    {
        if (!FlagName().IsMatch(change.Flag) || (change.Value?.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ?? false))
        {
            throw EditRules.Refuse(EditRules.BadArgument, $"{Display.Quote(change.ToString())} is no argument.");
        }

        var manifest = ManifestText.Read(text, file);
        var lists = ArgumentList.Of(manifest, container);
        var argument = $"--{change.Flag}={change.Value}";
        if (ArgumentList.Find(lists, change.Flag) is not { } found)
        {
            return change.Value is null ? text : Append(manifest, Target(lists), argument);
        }

        var item = found.List.Items[found.Index];
        RequireUnshared(manifest, item);
        var separate = item.Text!.Contains('=', StringComparison.Ordinal) ? null : SeparateValue(found.List, found.Index);
        if (separate is not null)
        {
            RequireUnshared(manifest, separate);
        }

        if (change.Value is null)
        {
            return Remove(separate is null ? manifest : ManifestText.Read(Remove(manifest, found.List, found.Index + 1), file), container, change.Flag);
        }

        // The value keeps the place and the form it has: behind the equals sign, or as an argument of its own.
        var (place, value) = separate is null
            ? (item, item.Text.Split('=')[0] + "=" + change.Value)
            : (separate, change.Value);
        return place.Text == value ? text : Replace(manifest, found.List, place, value);
    }

    private static string Replace(ManifestText manifest, ManifestNode list, ManifestNode item, string value) => EventProof.Require(
        manifest, ItemEdits.Replace(manifest, list, item, value), item.Order, removed: 1, value, item);

    private static string Append(ManifestText manifest, ManifestNode list, string argument) => EventProof.Require(
        manifest, ItemEdits.Append(manifest, list, argument), list.Items is [.., var last] ? last.Order + 1 : list.Order + 1, removed: 0, argument, list);

    private static string Remove(ManifestText manifest, ManifestNode list, int index) => EventProof.Require(
        manifest, ItemEdits.Remove(manifest, list, index), list.Items[index].Order, removed: 1, added: null, list.Items[index]);

    private static string Remove(ManifestText manifest, string container, string flag)
    {
        var (list, index) = ArgumentList.Find(ArgumentList.Of(manifest, container), flag)!.Value;
        return Remove(manifest, list, index);
    }

    /// <summary>The value of a flag written as <c>--flag</c>, <c>value</c>: the components take no arguments but flags.</summary>
    private static ManifestNode? SeparateValue(ManifestNode list, int index) =>
        index + 1 < list.Items.Count && list.Items[index + 1] is { Text: { } text } next && !text.StartsWith('-') ? next : null;

    /// <summary>Where a new flag goes: to the list that holds the flags, and behind the program when there are none yet.</summary>
    private static ManifestNode Target(IReadOnlyList<ManifestNode> lists) =>
        lists.Reverse().MaxBy(l => l.Items.Count(i => ArgumentList.FlagOf(i.Text) is not null))!;

    private static void RequireUnshared(ManifestText manifest, ManifestNode item)
    {
        if (item.Anchor is { } anchor && manifest.Events.OfType<AnchorAlias>().Any(a => a.Value.Value == anchor))
        {
            throw EditRules.Refuse(EditRules.Shared, $"The anchor {Display.Quote("&" + anchor)} is used elsewhere in the file.", item.Location);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]*[a-z0-9])?\z", RegexOptions.IgnoreCase)]
    private static partial Regex FlagName();
}
