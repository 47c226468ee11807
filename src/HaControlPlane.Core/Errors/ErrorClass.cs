namespace HaControlPlane.Errors;

/// <summary>What sort of trouble an error is: what a script selects on. The names are those of PowerShell's own error categories.</summary>
public enum ErrorClass
{
    /// <summary>No connection came about, or it broke.</summary>
    ConnectionError,

    /// <summary>Whoever answers may be somebody else.</summary>
    SecurityError,

    /// <summary>The login is refused.</summary>
    AuthenticationError,

    /// <summary>The login lacks a right.</summary>
    PermissionDenied,

    /// <summary>It took too long.</summary>
    OperationTimeout,

    /// <summary>The other side says what it should not.</summary>
    ProtocolError,

    /// <summary>Somebody else has it.</summary>
    ResourceBusy,

    /// <summary>A program is missing.</summary>
    NotInstalled,

    /// <summary>Something cannot be read.</summary>
    ReadError,

    /// <summary>Something cannot be written.</summary>
    WriteError,

    /// <summary>A value, a file or a topology is wrong in itself.</summary>
    InvalidData,

    /// <summary>What was given does not fit what was asked for.</summary>
    InvalidArgument,

    /// <summary>What is asked for may not be done now.</summary>
    InvalidOperation,

    /// <summary>An object of another kind was expected.</summary>
    InvalidType,

    /// <summary>What came of it is not what it must be.</summary>
    InvalidResult,

    /// <summary>A thing that was named is not there.</summary>
    ObjectNotFound,

    /// <summary>It was ended before its end.</summary>
    OperationStopped,
}
