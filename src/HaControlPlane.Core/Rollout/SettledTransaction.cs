namespace HaControlPlane.Rollout;

/// <summary>A transaction that was left behind and is settled now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Outcome"><c>finished</c>: it was confirmed; <c>undone</c>: it was not; <c>forgotten</c>: it had changed nothing yet.</param>
public sealed record SettledTransaction(string Id, string Outcome)
{
    /// <summary>Why it was settled so.</summary>
    public string Reason => Outcome switch
    {
        "finished" => "it was confirmed before it was cut short",
        "undone" => "nobody had confirmed it",
        _ => "it was staged only; nothing had been changed",
    };
}
