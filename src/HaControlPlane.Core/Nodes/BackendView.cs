using System.Globalization;

namespace HaControlPlane.Nodes;

/// <summary>An API server as one node's haproxy sees it.</summary>
/// <param name="Name">The server's name: its node's.</param>
/// <param name="Status">haproxy's word: UP, DOWN, MAINT, or a transition such as <c>UP 1/2</c>.</param>
/// <param name="Check">How the last check ended: <c>L7OK/200</c>, <c>L4CON</c>, <c>L7TOUT</c> and so on.</param>
/// <param name="CheckTime">How long the last check took; null before the first.</param>
/// <param name="Since">How long it has had this status.</param>
public sealed record BackendView(string Name, string Status, string Check, TimeSpan? CheckTime, TimeSpan Since)
{
    /// <summary>haproxy gives it connections.</summary>
    public bool Up => Status.StartsWith("UP", StringComparison.Ordinal);

    /// <summary>Reads haproxy's statistics: a line of column names that begins with #, then a line a server.</summary>
    internal static IReadOnlyList<BackendView> Read(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal)) is not { } header)
        {
            return [];
        }

        var columns = header[2..].Split(',');
        return
        [
            .. lines.Where(l => l[0] != '#').Select(l => l.Split(',')).Where(f => Field(f, "svname") is not ("BACKEND" or "FRONTEND")).Select(f => new BackendView(
                Field(f, "svname"),
                Field(f, "status"),
                // A check under way is marked with "* ".
                // The code is 0 for as long as the next check is under way.
                string.Join('/', new[] { Field(f, "check_status").TrimStart('*', ' '), Field(f, "check_code") }.Where(w => w.Length > 0 && w != "0")),
                Number(f, "check_duration") is { } took ? TimeSpan.FromMilliseconds(took) : null,
                TimeSpan.FromSeconds(Number(f, "lastchg") ?? 0))),
        ];

        string Field(string[] fields, string name) => Array.IndexOf(columns, name) is >= 0 and var i && i < fields.Length ? fields[i] : string.Empty;

        int? Number(string[] fields, string name) => int.TryParse(Field(fields, name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }
}
