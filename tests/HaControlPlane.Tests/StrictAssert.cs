namespace HaControlPlane.Tests;

/// <summary>xunit's assertions, but one over all of nothing fails: it has shown nothing. The project file calls this one Assert.</summary>
public abstract class StrictAssert : Xunit.Assert
{
    /// <summary>There is something, and every one of it holds.</summary>
    public static new void All<T>(IEnumerable<T> collection, Action<T> action)
    {
        T[] all = [.. collection];
        NotEmpty(all);
        Xunit.Assert.All(all, action);
    }

    /// <summary>Every one holds, if there is any: for what may be empty by right, in a test that shows more than this.</summary>
    public static void AllIfAny<T>(IEnumerable<T> collection, Action<T> action) => Xunit.Assert.All(collection, action);
}
