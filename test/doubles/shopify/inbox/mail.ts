export interface Mail {
  id: string;
  receivedAt: number;
  /** Addresses of the envelope: who really gets it. */
  recipients: string[];
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  attachments: { filename: string; contentType: string; size: number }[];
}
