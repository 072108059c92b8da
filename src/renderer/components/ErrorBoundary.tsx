import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { shellTexts } from '../messages/shell.ts'
import { EmptyState } from './EmptyState.tsx'

interface State {
  readonly failure: string | undefined
}

/** Keeps a defect in one screen from taking the frame with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override readonly state: State = { failure: undefined }

  static getDerivedStateFromError(thrown: unknown): State {
    return { failure: thrown instanceof Error ? thrown.message : String(thrown) }
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children
    return (
      <EmptyState
        title={shellTexts.screenFailed}
        acts={
          <Button variant="filled" onClick={() => this.setState({ failure: undefined })}>
            {shellTexts.reloadScreen}
          </Button>
        }
      >
        {shellTexts.screenFailedText} <code>{this.state.failure}</code>
      </EmptyState>
    )
  }
}
