/**
 * For a small machine that keeps money: commits are durable, memory is modest, and the server's log holds no
 * statement, no parameter and no row. Errors reach the client that caused them; the log tells of the server only
 * (`log` ranks above `error` there, `terse` drops DETAIL with its key values).
 */
const defaults: Readonly<Record<string, string>> = {
  synchronous_commit: 'on',
  shared_buffers: '64MB',
  max_connections: '100',
  max_wal_size: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'boon',
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};

/** Never a caller's to change: reachable from this machine only, over TCP only, with a password only. */
const fixed: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
};

export function serverArguments(overrides: Readonly<Record<string, string>>): string[] {
  const settings = { ...defaults, ...overrides, ...fixed };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Whether what is written must survive a power cut; a test cluster says no and saves the time. */
export function isDurable(overrides: Readonly<Record<string, string>>): boolean {
  return overrides.fsync !== 'off';
}
