export interface Mail {
  id: string;
  receivedAt: number;
  /** Envelope addresses, which are the actual recipients. */
  recipients: string[];
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  attachments: { filename: string; contentType: string; size: number }[];
}
