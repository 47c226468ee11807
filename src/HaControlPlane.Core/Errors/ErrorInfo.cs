namespace HaControlPlane.Errors;

/// <summary>An error as the catalogue lists it.</summary>
/// <param name="Id">The stable id: <c>HCP201</c>, or a name for what is given to a command.</param>
/// <param name="Class">What sort of trouble it is.</param>
/// <param name="Target">The type of what it is about: the target object of a PowerShell error.</param>
/// <param name="What">What happened, in one sentence; … stands for what the case adds.</param>
/// <param name="Fix">What to do.</param>
public sealed record ErrorInfo(string Id, ErrorClass Class, string Target, string What, string Fix);
