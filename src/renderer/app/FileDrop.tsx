import { useWindowEvent } from '@mantine/hooks'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Icon } from '../components/icons/Icon.tsx'
import { importTexts } from '../messages/import.ts'
import { readTaken, useImportStore } from '../stores/import-store.ts'
import styles from './FileDrop.module.css'

// The editor would insert the path of the file.
const inCapture = { capture: true }

/** A file dropped anywhere leads to its review. It is only read here, and never opened by the window itself. */
export function FileDrop() {
  const [, navigate] = useLocation()
  const [isOver, setIsOver] = useState(false)
  const onDragOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setIsOver(true)
  }
  const onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) setIsOver(false)
  }
  const onDrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer?.files[0]
    if (!file) return
    void readTaken(file).then((taken) => {
      useImportStore.getState().take(taken)
      navigate('/import')
      return undefined
    })
  }
  useWindowEvent('dragover', onDragOver, inCapture)
  useWindowEvent('dragleave', onDragLeave, inCapture)
  useWindowEvent('drop', onDrop, inCapture)
  if (!isOver) return null
  return (
    <div className={styles.veil}>
      <p className={styles.words}>
        <Icon name="file-import" size={18} /> {importTexts.dropHere}
      </p>
    </div>
  )
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
