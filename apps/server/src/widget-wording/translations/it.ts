import type { WidgetWording } from '@boon/core/widget-wording';

export const it: WidgetWording = {
  label: 'Buono regalo',
  hint: 'Hai un buono regalo? Inserisci il codice per usarlo.',
  testMode: 'Modalità di prova',
  apply: 'Usa',
  tryAgain: 'Riprova',
  remove: 'Rimuovi',
  removeLabel: 'Rimuovi il buono regalo che termina con {last4}',
  list: 'Buoni regalo su questo ordine',
  item: 'Buono regalo che termina con {last4}\u00a0· ',
  applying: 'Applicazione del buono regalo in corso…',
  removing: 'Rimozione del buono regalo in corso…',
  applied: 'Hai usato {amount}. Resta da pagare: {due}.',
  paidInFull: 'Hai usato {amount}. Non resta nulla da pagare.',
  removed: 'Hai rimosso {amount}. Resta da pagare: {due}.',
  empty: 'Inserisci il codice stampato sul tuo buono regalo.',
  length: 'Un codice ha 12 lettere e numeri. Controlla se ne manca qualcuno o ce n’è qualcuno di troppo.',
  alphabet:
    'Un codice contiene solo lettere dalla A alla Z, mai la U, e numeri. Controlla ciò che hai inserito.',
  check: 'C’è un errore di battitura in questo codice. Confrontalo con il tuo buono regalo.',
  code_not_found:
    'Non abbiamo trovato nessun buono regalo con questo codice. Controllalo o chiedi all’azienda che l’ha emesso.',
  certificate_redeemed: 'Questo buono regalo è già stato usato.',
  already_applied: 'Questo buono regalo è già applicato al tuo ordine.',
  certificate_expired: 'Questo buono regalo è scaduto.',
  exceeds_amount_due:
    'Al tuo ordine mancano {missing}: questo buono regalo vale {amount} e si usa per intero su un solo ordine.',
  order_paid: 'Non resta nulla da pagare, quindi questo buono regalo non è stato usato.',
  currency_mismatch: 'Questo buono regalo è in una valuta diversa da quella del tuo ordine.',
  order_closed: 'Questo ordine è chiuso. I suoi buoni regalo non si possono più modificare.',
  order_cancelled: 'Questo ordine non è più valido. I suoi buoni regalo si possono usare di nuovo.',
  unauthorized: 'Questa pagina è aperta da troppo tempo. Ricaricala per usare un buono regalo.',
  rate_limited: 'Troppi tentativi. Attendi un momento e riprova.',
  rate_limited_for: 'Troppi tentativi. Riprova {wait}.',
  unavailable:
    'I buoni regalo non sono disponibili in questo momento. Riprova; puoi comunque completare la prenotazione senza usarne uno.',
  origin_not_allowed:
    'In questa pagina non si possono usare buoni regalo. Puoi comunque completare la prenotazione senza usarne uno.',
  refused: 'Non è stato possibile usare questo buono regalo. Chiedi all’azienda che l’ha emesso.',
};
